package org.agentwarden.systems;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the servers of tests keep their rows: in H2, or with the system property {@code tests.database=postgresql} in a
 * database each of one PostgreSQL, which ends with this JVM. Thread-safe.
 */
final class Databases {

    private static final Map<Path, String> URLS = new ConcurrentHashMap<>();

    private Databases() {}

    /** The JDBC URL for the server of that directory; empty for its own H2. */
    static Optional<String> of(Path directory) {
        return "postgresql".equals(System.getProperty("tests.database"))
                ? Optional.of(URLS.computeIfAbsent(directory.toAbsolutePath(), path -> Postgres.create()))
                : Optional.empty();
    }

    /** Started by the first that asks. */
    private static final class Postgres {

        private static final PostgresServer SERVER = PostgresServer.start();

        private static String create() {
            return SERVER.createDatabase("tests" + URLS.size());
        }
    }
}
