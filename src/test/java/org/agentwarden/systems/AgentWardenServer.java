package org.agentwarden.systems;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.movableclock.MovableClock;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.jspecify.annotations.Nullable;

/**
 * The server as its operator runs it: {@code java -jar agentwarden.jar} in a process of its own, configured by the
 * environment. It keeps its data directory and port over restarts. Processes that are still there when this JVM ends
 * are killed. Not thread-safe.
 */
public final class AgentWardenServer implements AutoCloseable {

    /** Names the jar to start; {@code target/agentwarden.jar} when it is not set. */
    public static final String JAR_PROPERTY = "agentwarden.jar";

    /** In a directory where the server is unpacked. */
    private static final ClassCache CLASSES = ClassCache.ofThisJdk();

    private static final String DATABASE_URL = "AGENTWARDEN_DATABASE_URL";
    private static final String DATABASE_USER = "AGENTWARDEN_DATABASE_USER";
    private static final String DATABASE_PASSWORD = "AGENTWARDEN_DATABASE_PASSWORD";
    private static final String EMBEDDED_USER = "agentwarden";
    private static final Duration READY_WITHIN = LoadFactor.scale(Duration.ofMinutes(5));
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final int LOG_LINES = 40;

    /** Most servers of tests live for a minute: the optimising compiler would take half of their time to start. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Path jar;
    private final Path directory;
    private final Path dataDirectory;
    private final String jvmOptions;
    private final List<String> systemProperties;
    private final List<String> startedBy;
    private final int port;
    private final Map<String, String> environment;
    private final @Nullable ServerTime time;

    @SuppressWarnings("UnusedVariable") // registered so that the JVM's end kills the process
    private final Thread killer;

    private volatile @Nullable Process process;
    private @Nullable Path unpacked;

    private AgentWardenServer(Setup setup) {
        this.jar = setup.jar.toAbsolutePath();
        this.directory = setup.directory.toAbsolutePath();
        this.dataDirectory = setup.dataDirectory.toAbsolutePath();
        this.jvmOptions = setup.jvmOptions;
        this.systemProperties = List.copyOf(setup.systemProperties);
        this.startedBy = setup.startedBy;
        this.port = setup.port == 0 ? Ports.any() : setup.port;
        this.environment = Map.copyOf(setup.environment);
        this.time = setup.time;
        this.killer = new Thread(this::kill, "server-killer");
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** A server that keeps its data, its log and its temporary files in {@code target/systems/<name>-<unique>}. */
    public static Setup named(String name) {
        try {
            Path systems = Files.createDirectories(Path.of("target", "systems"));
            return in(Files.createTempDirectory(systems, name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that keeps its data, its log and its temporary files below a directory. */
    public static Setup in(Path directory) {
        return new Setup(directory);
    }

    /** What can be chosen before a server is started. */
    public static final class Setup {

        private final Path directory;
        private final Map<String, String> environment = new TreeMap<>();
        private Path dataDirectory;
        private Path jar = Path.of(System.getProperty(JAR_PROPERTY, "target/agentwarden.jar"));
        private String jvmOptions = QUICK_START;
        private final List<String> systemProperties = new ArrayList<>();
        private List<String> startedBy = List.of();
        private int port;
        private @Nullable ServerTime time;

        private Setup(Path directory) {
            this.directory = directory;
            this.dataDirectory = directory.resolve("data");
            // Receivers of tests and demos live on this machine.
            environment.put("AGENTWARDEN_EGRESS_ALLOW", "127.0.0.0/8");
            // So do all the companies that sign up.
            environment.put("AGENTWARDEN_RATE_LIMIT_AUTH", "off");
            environment.put("AGENTWARDEN_RATE_LIMIT_REFUSED_KEYS", "off");
            // Each of them begins with a password.
            environment.put("AGENTWARDEN_PASSWORD_ITERATIONS", "2000");
            Databases.of(directory).ifPresent(this::database);
        }

        public Setup jar(Path path) {
            jar = path;
            return this;
        }

        /** Keeps its data elsewhere: nodes of a cluster share their keys. */
        public Setup dataIn(Path path) {
            dataDirectory = path;
            return this;
        }

        /** With the JVM's options that operators are given, for servers that are to show what they can do. */
        public Setup asOperated() {
            jvmOptions = "@"
                    + Path.of("server-config", "payara-micro", "jvm.options").toAbsolutePath();
            return this;
        }

        /** Sets the language and country of the JVM, for example {@code ar} and {@code EG}. */
        public Setup inLanguage(String language, String country) {
            systemProperties.add("-Duser.language=" + language);
            systemProperties.add("-Duser.country=" + country);
            return this;
        }

        /** On a host with a name that nothing knows an address for. Needs root and {@code unshare}. */
        public Setup onHostNamed(String name) {
            return startedBy(List.of("unshare", "--uts", "sh", "-c", "hostname \"$0\" && exec \"$@\"", name));
        }

        /** By a command that ends in becoming the program that follows it, such as {@code taskset -c 0}. */
        public Setup startedBy(List<String> command) {
            startedBy = List.copyOf(command);
            return this;
        }

        /** With a clock that stands where the test moves it: {@link AgentWardenServer#time}. */
        public Setup withMovableClock() {
            time = ServerTime.of(directory);
            systemProperties.add("-D" + MovableClock.FILE + "=" + ServerTime.file(directory));
            return this;
        }

        /** A loopback port, or 0 for a free one. */
        public Setup port(int number) {
            port = number;
            return this;
        }

        /** Keeps its rows in the database of that JDBC URL, under the name and password of {@link PostgresServer}. */
        public Setup database(String url) {
            environment.put(DATABASE_URL, url);
            environment.put(DATABASE_USER, PostgresServer.USER);
            environment.put(DATABASE_PASSWORD, PostgresServer.PASSWORD);
            return this;
        }

        /** Sets a variable of the server's environment, for example {@code AGENTWARDEN_DEFAULT_PLAN}. */
        public Setup with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Sets several variables of the server's environment. */
        public Setup with(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Starts the server and waits until it is ready. */
        public AgentWardenServer start() {
            AgentWardenServer server = new AgentWardenServer(this);
            server.start();
            server.awaitReady();
            return server;
        }

        /** The server, not started. */
        public AgentWardenServer create() {
            return new AgentWardenServer(this);
        }
    }

    /** Starts the process and returns at once. */
    public void start() {
        if (isAlive()) {
            throw new IllegalStateException("The server is already running");
        }
        if (Files.notExists(jar)) {
            throw new IllegalStateException(jar + " does not exist; package the server first");
        }
        try {
            deleteTemporaryFiles();
            Files.createDirectories(temporaryFiles());
            process = program(List.of())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From its next start on it runs from a directory such as {@code target/image}, as in a container. The first to use that
     * directory rehearses a start there, for the cache of classes.
     */
    public void unpackedIn(Path image) {
        unpacked = image.toAbsolutePath();
        if (Files.notExists(unpacked.resolve(CLASSES.file()))) {
            run("rehearse", CLASSES.output() + CLASSES.file(), "@app/rehearsal.options");
        }
    }

    /** How a command ended, and what it printed. */
    public record Finished(int exitCode, String output) {}

    /** Runs a command that succeeds, to its end. @return what it printed */
    public String run(String command, String... furtherJvmOptions) {
        Finished finished = finish(List.of(command), furtherJvmOptions);
        if (finished.exitCode() != 0) {
            throw new IllegalStateException(command + " failed: " + finished.output());
        }
        return finished.output();
    }

    /** Runs a command to its end, beside the server or without one. */
    public Finished finish(List<String> arguments, String... furtherJvmOptions) {
        try {
            Files.createDirectories(temporaryFiles());
            Process running = program(arguments, furtherJvmOptions).start();
            String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Finished(running.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder program(List<String> arguments, String... furtherJvmOptions) {
        List<String> command = new ArrayList<>(startedBy);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(jvmOptions);
        command.add("-Djava.io.tmpdir=" + temporaryFiles());
        command.addAll(systemProperties);
        command.addAll(List.of(furtherJvmOptions));
        if (unpacked == null) {
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            if (Files.exists(unpacked.resolve(CLASSES.file()))) {
                command.add(CLASSES.input() + CLASSES.file());
            }
            command.add("@app/agentwarden.options");
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AGENTWARDEN_"));
        builder.environment().putAll(environment);
        builder.environment().put("AGENTWARDEN_DATA_DIR", dataDirectory().toString());
        builder.environment().put("AGENTWARDEN_HTTP_ADDRESS", "127.0.0.1");
        builder.environment().put("AGENTWARDEN_HTTP_PORT", Integer.toString(port));
        return builder.directory((unpacked == null ? directory : unpacked).toFile())
                .redirectErrorStream(true);
    }

    /** Where it keeps what must not be lost. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /** A way to its database around it, with an embedded one only while it is stopped. */
    public Connection connect() throws SQLException {
        String url = environment.getOrDefault(DATABASE_URL, "jdbc:h2:file:" + dataDirectory.resolve("database"));
        return DriverManager.getConnection(
                url,
                environment.getOrDefault(DATABASE_USER, EMBEDDED_USER),
                environment.getOrDefault(DATABASE_PASSWORD, ""));
    }

    /**
     * Waits until the application answers, not only the platform under it.
     *
     * @throws IllegalStateException with the last lines of the log when the process ends or five minutes pass before
     */
    public void awaitReady() {
        Api api = Api.anonymous(baseUri());
        try {
            await().atMost(READY_WITHIN)
                    .pollInterval(Duration.ofMillis(250))
                    .failFast("the server process has ended", () -> !isAlive())
                    .until(() -> isReady(api));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(
                    "The server is not ready: " + e.getMessage() + "\n" + log() + ":\n" + lastLogLines(), e);
        }
    }

    private static boolean isReady(Api api) {
        try {
            // An application that failed to deploy leaves the health of the platform at 200.
            return api.get("/health/ready").status() == 200 && isTheApplications(api.get("/auth/me"));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** With TLS of its own it redirects. */
    private static boolean isTheApplications(Answer answer) {
        return (answer.status() == 401 && answer.isJson()) || answer.status() == 308;
    }

    /**
     * Kills the process without any warning, as the kernel or a power cut would, and returns when it is gone.
     *
     * @return the time just before the kill, by {@link System#nanoTime}
     */
    public long kill() {
        long killed = System.nanoTime();
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd();
            deleteTemporaryFiles();
        }
        return killed;
    }

    /** Asks the process to end and returns when it has; kills it after 30 s. */
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        if (awaitEnd()) {
            deleteTemporaryFiles();
        } else {
            kill();
        }
    }

    /**
     * Waits for the process to end by itself.
     *
     * @return its exit code
     * @throws IllegalStateException with the last lines of the log when it still runs after five minutes
     */
    public int awaitExit() {
        Process running = process;
        try {
            if (running == null || !running.waitFor(READY_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The server has not ended\n" + log() + ":\n" + lastLogLines());
            }
            return running.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean awaitEnd() {
        Process running = process;
        try {
            return running == null || running.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts again on the same data and the same port, after stopping it if it still runs; returns when it is ready. */
    public void restart() {
        stop();
        start();
        awaitReady();
    }

    /**
     * Its clock.
     *
     * @throws NullPointerException when it was not started with one that can be moved
     */
    public ServerTime time() {
        return Objects.requireNonNull(time);
    }

    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /**
     * The process's id.
     *
     * @throws IllegalStateException before the first start
     */
    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("The server was never started");
        }
        return running.pid();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The file that holds all that the process has printed. */
    public Path log() {
        return directory.resolve("server.log");
    }

    /** The end of the log, for error messages. */
    public String lastLogLines() {
        try {
            List<String> lines = new ArrayList<>();
            if (Files.exists(log())) {
                lines.addAll(new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
            }
            return lines.stream().skip(Math.max(0, lines.size() - LOG_LINES)).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Deletes the data, the log and everything else of a server that has ended. */
    public void delete() {
        if (isAlive()) {
            throw new IllegalStateException("The server still runs");
        }
        deleteTree(directory);
    }

    private Path temporaryFiles() {
        return directory.resolve("tmp");
    }

    /** The platform unpacks some hundred megabytes; a killed one leaves them behind. */
    private void deleteTemporaryFiles() {
        deleteTree(temporaryFiles());
    }

    private static void deleteTree(Path root) {
        if (Files.notExists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
