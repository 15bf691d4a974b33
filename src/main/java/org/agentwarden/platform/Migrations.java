package org.agentwarden.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.interceptor.Interceptors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the database's schema up to date before anything else touches it. Beans that need the database at start name
 * this one in {@code @DependsOn}.
 */
@Singleton
@Startup
@Interceptors(ReportsStartFailure.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

    @Resource
    private DataSource dataSource;

    @PostConstruct
    void migrate() {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(dataSource)
                .callbacks(new LiftNetworkTimeout())
                .locations("classpath:db/migration", "classpath:db/" + databaseProduct())
                .load()
                .migrate();
    }

    /** {@code h2} or {@code postgresql}. */
    private String databaseProduct() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        } catch (SQLException e) {
            // A method of the life cycle must not throw a checked exception.
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns once the schema is up to date: the container answers no call to a singleton before it is constructed. For
     * beans that {@code @DependsOn} is not for, such as message-driven ones.
     */
    public void await() {
        // Being called is enough.
    }
}
