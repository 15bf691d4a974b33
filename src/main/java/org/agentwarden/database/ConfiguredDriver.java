package org.agentwarden.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.agentwarden.settings.Database;
import org.agentwarden.settings.StartState;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the database of {@code agentwarden.database.*}, whatever the pool says. The pool's own configuration holds
 * neither address nor password, because the server would expand a <code>${...}</code> in them.
 */
public final class ConfiguredDriver implements Driver {

    static final String URL = "jdbc:agentwarden:configured";

    static {
        try {
            DriverManager.registerDriver(new ConfiguredDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Database database;
    private final Driver driver;

    public ConfiguredDriver() {
        this(Database.ofProcess());
    }

    ConfiguredDriver(Database database) {
        this.database = database;
        this.driver = database.isH2() ? new GroupCommitDriver() : postgresql();
    }

    private static Driver postgresql() {
        try {
            return Class.forName("org.postgresql.Driver")
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The PostgreSQL driver is missing beside the server's libraries", e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        try {
            return driver.connect(address(), login);
        } catch (SQLException e) {
            StartState.failed("the database: " + e.getMessage());
            throw e;
        }
    }

    private String address() {
        return database.isH2() ? GroupCommitDriver.address(database.url()) : database.url();
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.equals(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }
}
