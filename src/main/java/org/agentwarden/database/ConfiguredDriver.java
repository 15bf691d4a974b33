package org.agentwarden.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.agentwarden.settings.Database;
import org.agentwarden.settings.StartState;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver of the runnable jar's connection pool. It connects to the database of {@code agentwarden.database.*}. The
 * pool's own configuration holds neither URL nor password, because the server would expand a <code>${...}</code> in them.
 */
public final class ConfiguredDriver implements Driver {

    static final String URL = "jdbc:agentwarden:configured";

    /**
     * What we set unless the URL does. By default, H2 writes up to half a second after the commit, so a killed process loses
     * acknowledged commits, and closes the database as soon as the process is asked to stop, while attempts are still being
     * recorded.
     */
    private static final Map<String, String> H2_SETTINGS = Map.of("WRITE_DELAY", "0", "DB_CLOSE_ON_EXIT", "FALSE");

    /**
     * What we set unless the URL does. A database server whose host disappears closes no connection; without a socket
     * timeout, in seconds, whoever waits for its answer waits for ever (ADR 60).
     */
    private static final Map<String, String> POSTGRESQL_SETTINGS = Map.of(
            "socketTimeout", "60", "tcpKeepAlive", "true", "socketFactory", KeepAliveSocketFactory.class.getName());

    private static final String FILE = "jdbc:h2:file:";

    /** Opens the file again when an interrupted thread has closed it; otherwise H2 closes the database for everybody. */
    private static final String REOPENED_FILE = "jdbc:h2:retry:";

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
        this.driver = database.isH2() ? new org.h2.Driver() : postgresql();
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
        try {
            return driver.connect(url(), properties());
        } catch (SQLException e) {
            StartState.failed("the database: " + e.getMessage());
            throw e;
        }
    }

    private String url() {
        String url = database.url();
        return url.startsWith(FILE) ? REOPENED_FILE + url.substring(FILE.length()) : url;
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (database.isH2()) {
            // H2 refuses a setting that stands in both with different values.
            String url = database.url().toUpperCase(Locale.ROOT);
            H2_SETTINGS.forEach((name, value) -> {
                if (!url.contains(";" + name + "=")) {
                    properties.setProperty(name, value);
                }
            });
        } else {
            // What the URL says counts more than these.
            properties.putAll(POSTGRESQL_SETTINGS);
        }
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return properties;
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
