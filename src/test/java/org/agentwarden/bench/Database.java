package org.agentwarden.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.agentwarden.systems.AgentWardenServer;

/** What the server keeps its rows in. */
interface Database extends AutoCloseable {

    /** For the report. */
    String title();

    /** Makes a server that lives in a directory use an empty database of this kind. */
    Store configure(AgentWardenServer.Setup setup, Path directory);

    /** What the database's own processes have used so far; none when it runs inside the server. */
    Duration cpu();

    /** A table expression of whole numbers, one row each, both ends included; the only column is {@code x}. */
    String numbers(long from, long to);

    @Override
    void close();

    /** One server's rows. An H2 file opens only while the server is stopped. */
    record Store(String url) {

        Connection connect() throws SQLException {
            return DriverManager.getConnection(url, "agentwarden", "");
        }
    }
}
