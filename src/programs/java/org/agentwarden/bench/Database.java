package org.agentwarden.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.PostgresServer;

/** What the server keeps its rows in. */
interface Database extends AutoCloseable {

    /** For the report. */
    String title();

    /** Whether several nodes can use one. */
    boolean isShared();

    /** An empty database of this kind for a server that lives in a directory. */
    Store create(Path directory);

    /** The database's own; none when it runs inside the server. */
    Processes processes();

    /** A table expression of whole numbers, one row each, both ends included; the only column is {@code x}. */
    String numbers(long from, long to);

    @Override
    void close();

    /** One server's rows. An H2 file opens only while the server is stopped. */
    record Store(String url) {

        /** Makes a node use it. */
        void configure(AgentWardenServer.Setup setup) {
            setup.database(url);
        }

        Connection connect() throws SQLException {
            return DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
        }
    }
}
