package org.agentwarden.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own, from the programs that the system's package has installed, set up with what {@code
 * server-config/postgresql} gives to customers. It listens on a free loopback port and ends with this JVM at the latest.
 * Closing it deletes its data. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

    /** The role that owns every database. */
    public static final String USER = "agentwarden";

    /** With characters that some readers of settings would expand. */
    public static final String PASSWORD = "pa${x}$$ss{ of the tests";

    /** The database that the roles come with. */
    public static final String DATABASE = "agentwarden";

    private static final String SUPERUSER = "postgres";
    private static final Path CONFIGURATION = Path.of("server-config", "postgresql", "postgresql.conf");
    private static final Path ROLES = Path.of("server-config", "postgresql", "roles.sql");
    private static final Path READER = Path.of("server-config", "postgresql", "reader.sql");
    private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path directory;
    private final int port = Ports.any();
    private final Thread killer = new Thread(this::end, "postgres-killer");

    private PostgresServer(Path programs) throws IOException {
        this.programs = programs;
        // Not below the build's directory, which the user postgres may be unable to enter.
        this.directory = Files.createTempDirectory(Path.of("/tmp"), "agentwarden-postgres-");
    }

    public static boolean isInstalled() {
        return installed().isPresent();
    }

    /**
     * Starts one and returns when it takes connections.
     *
     * @throws IllegalStateException when none is installed, or with what its programs say when it does not start
     */
    public static PostgresServer start() {
        try {
            PostgresServer server = new PostgresServer(
                    installed().orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed")));
            Runtime.getRuntime().addShutdownHook(server.killer);
            server.initialize();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialize() throws IOException {
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        // The locale that knows least: whatever works in it works in every other one.
        run(
                "initdb",
                "-D",
                data().toString(),
                "-U",
                SUPERUSER,
                "--locale=C",
                "--encoding=UTF8",
                "--auth-local=trust",
                "--auth-host=scram-sha-256");
        Files.writeString(
                data().resolve("postgresql.conf"), Files.readString(CONFIGURATION), StandardOpenOption.APPEND);
        resume();
        Path roles = Files.copy(ROLES, directory.resolve("roles.sql"));
        psql("-v", "ON_ERROR_STOP=1", "-v", "password=" + PASSWORD, "-f", roles.toString());
    }

    /** Lets the reader's role read what it may of the tables that are there. */
    public void admitReader() {
        try {
            administer(Files.readString(READER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements as the superuser of the cluster, in the database that the roles come with. */
    public void administer(String sql) {
        psql("-v", "ON_ERROR_STOP=1", "-d", DATABASE, "-c", sql);
    }

    private void psql(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-X", "-q"));
        all.addAll(List.of(arguments));
        client("psql", all.toArray(String[]::new));
    }

    /** Over the socket, where the superuser needs no password. */
    private void client(String program, String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("-h", directory.toString(), "-p", Integer.toString(port), "-U", SUPERUSER));
        all.addAll(List.of(arguments));
        run(program, all.toArray(String[]::new));
    }

    /** Ends all its processes without warning, as a crash would; the data stays for {@link #resume}. */
    public void crash() {
        run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
    }

    /** Starts again on the same data and port after a crash, and returns when it takes connections. */
    public void resume() {
        run(
                "pg_ctl",
                "-D",
                data().toString(),
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p " + port + " -h 127.0.0.1 -k " + directory,
                "-w",
                "start");
    }

    /** The JDBC URL of the database that the roles come with. */
    public String url() {
        return url(DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Creates another empty database and returns its JDBC URL. */
    public String createDatabase(String name) {
        client("createdb", "-O", USER, name);
        return url(name);
    }

    /** Copies a database that nobody is connected to, as a back-up or from one. */
    public void copyDatabase(String from, String to) {
        client("createdb", "-O", USER, "-T", from, to);
    }

    public void dropDatabase(String name) {
        client("dropdb", name);
    }

    /** Of the process whose children are all others. */
    public long pid() {
        try (Stream<String> lines = Files.lines(data().resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(killer);
        end();
    }

    private void end() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            crash();
        }
        run(List.of("rm", "-rf", directory.toString()));
    }

    private Path data() {
        return directory.resolve("db");
    }

    private static Optional<Path> installed() {
        if (Files.notExists(INSTALLATIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL refuses to run as root. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(command + " ended with " + exitCode + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
