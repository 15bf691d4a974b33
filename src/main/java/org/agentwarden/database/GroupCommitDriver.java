package org.agentwarden.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Logger;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;

/**
 * H2's driver, with a {@code commit} that returns when the changes are on the disk, one write and one fsync for all who
 * commit at the same time. H2 itself knows two kinds of commit: one that returns before anything is written, and one that
 * writes for each transaction alone and lets all others queue behind it. A database behind {@code jdbc:h2:tcp:} belongs
 * to another process and gets the second kind.
 *
 * <p>Its addresses are H2's with another beginning, because whoever asks {@link DriverManager} for H2's own gets H2's own
 * driver: {@code jdbc:agentwarden:h2:file:/path}.
 */
public final class GroupCommitDriver implements Driver {

    private static final String PREFIX = "jdbc:agentwarden:h2:";
    private static final String H2 = "jdbc:h2:";
    private static final String CLOSE_ON_EXIT = "DB_CLOSE_ON_EXIT";
    private static final int NEVER_BY_ITSELF = -1;

    private static final ConcurrentMap<String, GroupCommit> BY_URL = new ConcurrentHashMap<>();

    private final Driver h2 = new org.h2.Driver();

    static {
        try {
            DriverManager.registerDriver(new GroupCommitDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection connection = h2.connect(addressInH2(url), openUntilTheLastConnectionCloses(url, info));
        JdbcConnection plain = connection.unwrap(JdbcConnection.class);
        if (!(plain.getSession() instanceof SessionLocal session)) {
            try (Statement statement = plain.createStatement()) {
                statement.execute("SET WRITE_DELAY 0");
            }
            return plain;
        }
        writeOnlyWhenTold(session);
        GroupCommit group = BY_URL.computeIfAbsent(url, key -> new GroupCommit(Duration.ofSeconds(10)));
        return (Connection) Proxy.newProxyInstance(
                GroupCommitDriver.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new DurableConnection(plain, group));
    }

    /** By itself H2 closes as soon as the process is asked to end, when outcomes of deliveries are still to be stored. */
    private static Properties openUntilTheLastConnectionCloses(String url, Properties info) {
        Properties settings = new Properties();
        settings.putAll(info);
        if (!url.contains(CLOSE_ON_EXIT)) {
            settings.setProperty(CLOSE_ON_EXIT, "FALSE");
        }
        return settings;
    }

    /**
     * With a delay above zero, H2 writes on threads of its own, and a checkpoint does not wait for a write that they have
     * begun; with zero, each transaction writes alone. Below zero it does neither.
     */
    private static void writeOnlyWhenTold(SessionLocal session) {
        session.getDatabase().getStore().getMvStore().setAutoCommitDelay(NEVER_BY_ITSELF);
    }

    /** Passes everything on to H2, and makes commits durable. */
    private record DurableConnection(JdbcConnection connection, GroupCommit group) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return "commit".equals(method.getName()) ? commit() : method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private @Nullable Object commit() throws SQLException {
            boolean changed = connection.getSession().hasPendingTransaction();
            connection.commit();
            if (changed) {
                group.await(this::write);
            }
            return null;
        }

        private void write() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    /** The address by which this driver is asked for a database of H2. */
    static String address(String h2Url) {
        return PREFIX + h2Url.substring(H2.length());
    }

    private static String addressInH2(String url) {
        return H2 + url.substring(PREFIX.length());
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return h2.getPropertyInfo(addressInH2(url), info);
    }

    @Override
    public int getMajorVersion() {
        return h2.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return h2.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return h2.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return h2.getParentLogger();
    }
}
