package org.agentwarden.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the Dockerfile, run as processes where it would run them: in what the build has put into the image. */
@Tag("full")
class ContainersIT {

    private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
    private static final String DATA = "/var/lib/agentwarden";
    private static final int IMAGE_JDK = 25;

    /** That of the tests, whatever the machine's path says. */
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String CACHE = "agentwarden.aot";

    /** Without the cache the JVM would start all the same, only later. */
    private static final String CACHE_REQUIRED = "-XX:AOTMode=on";

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofMinutes(3));

    @TempDir
    private Path scratch;

    private final Map<String, String> environment = new TreeMap<>();
    private Path data;
    private Path console;
    private Process process;

    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectories(scratch.resolve("data"));
        console = scratch.resolve("console.log");
        // The image's /tmp, which is in memory.
        Path temporary = Files.createDirectories(scratch.resolve("tmp"));
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void theServerStartsFromItsCacheOfClassesAndWritesToItsDataAndTemporaryFilesAlone() throws Exception {
        Assume.present(Runtime.version().feature() >= IMAGE_JDK, "the JDK of the image");
        String stage = stage("FROM runtime\n");
        Files.deleteIfExists(IMAGE.resolve(CACHE));
        // Where a heap would have references of another size than that of a container.
        run(with("-XX:MaxRAM=256g", command("(?m)^RUN (java .*?) \\\\$", stage)), 0);
        assertThat(IMAGE.resolve(CACHE)).isNotEmptyFile();
        int port = Ports.free();
        environment.put("AGENTWARDEN_DATA_DIR", data.toString());
        environment.put("AGENTWARDEN_HTTP_ADDRESS", "127.0.0.1");
        environment.put("AGENTWARDEN_HTTP_PORT", Integer.toString(port));
        List<String> check = array("CMD", stage);
        List<Path> before = files(IMAGE);
        assertThat(exitCode(check)).isNotZero();

        start(with(CACHE_REQUIRED, array("ENTRYPOINT", stage)), IMAGE);

        await().atMost(PATIENCE)
                .failFast("the server has ended", () -> !process.isAlive())
                .until(() -> exitCode(check) == 0);
        Company.register(java.net.URI.create("http://127.0.0.1:" + port)).agent("contained-bot");
        assertThat(files(IMAGE)).isEqualTo(before);
        assertThat(data.resolve("database.mv.db")).exists();
        aWordAfterTheCommandOfTheImageIsACommandInASmallContainerToo(array("ENTRYPOINT", stage));
        stop();
        theServiceOfSystemdStartsTheSame(port);
    }

    /** With one processor, or less than two gigabytes, the JVM would choose another collector than where the image is built. */
    private void aWordAfterTheCommandOfTheImageIsACommandInASmallContainerToo(List<String> entrypoint)
            throws Exception {
        List<String> command = with("-XX:ActiveProcessorCount=1", with(CACHE_REQUIRED, entrypoint));
        command.add("--version");
        run(command, 0);
        assertThat(text(console)).contains("Payara Micro ");
    }

    private void theServiceOfSystemdStartsTheSame(int port) throws Exception {
        String unit = Files.readString(Path.of("server-config", "systemd", "agentwarden.service"));
        environment.put("AGENTWARDEN_HTTP_PORT", Integer.toString(port));
        start(command("(?m)^ExecStart=/usr/bin/(java .*)$", unit), IMAGE);
        String waiting = found("(?m)^ExecStartPost=/bin/bash -c '(.*)'$", unit);

        run(List.of("bash", "-c", asSystemdReads(waiting)), 0);

        assertThat(Api.anonymous(java.net.URI.create("http://127.0.0.1:" + port))
                        .get("/health/ready")
                        .status())
                .isEqualTo(200);
    }

    private static List<String> with(String option, List<String> command) {
        List<String> longer = new ArrayList<>(command);
        longer.add(1, option);
        return longer;
    }

    @Test
    void theBrokerOfAPairServesWhatItsDescriptionSays() throws Exception {
        String stage = stage("FROM runtime AS broker");
        int port = Ports.free();
        SelfSigned key = SelfSigned.make(scratch, "broker", "ip:127.0.0.1");
        environment.put("ROLE", "primary");
        environment.put("AGENTWARDEN_BROKER_USER", "agentwarden");
        environment.put("AGENTWARDEN_BROKER_PASSWORD", "moves1hints");
        environment.put("AGENTWARDEN_BROKER_TRUSTED_CERTIFICATES", key.pem().toString());
        environment.put("ARTEMIS_KEY_STORE", key.keyStore().toString());
        environment.put("ARTEMIS_KEY_STORE_PASSWORD", SelfSigned.PASSWORD);
        environment.put("ARTEMIS_PRIMARY_HOST", "127.0.0.1");
        environment.put("ARTEMIS_PRIMARY_PORT", Integer.toString(port));
        environment.put("ARTEMIS_BACKUP_HOST", "127.0.0.1");
        environment.put("ARTEMIS_BACKUP_PORT", Integer.toString(Ports.free()));
        environment.put("ARTEMIS_LISTEN_HOST", "127.0.0.1");
        environment.put("ARTEMIS_LISTEN_PORT", Integer.toString(port));
        Path home = Files.createDirectories(scratch.resolve("broker-home"));
        Files.createSymbolicLink(home.resolve("broker"), IMAGE.resolve("broker"));
        Files.createSymbolicLink(
                home.resolve("artemis"), Path.of("server-config", "artemis").toAbsolutePath());
        List<String> check = array("CMD", stage).stream()
                .map(word -> word.replace("61616", Integer.toString(port)))
                .toList();
        assertThat(exitCode(check)).isNotZero();

        start(array("ENTRYPOINT", stage), home);

        await().atMost(PATIENCE)
                .failFast("the broker has ended", () -> !process.isAlive())
                .until(() -> exitCode(check) == 0);
        assertThat(files(data)).anyMatch(file -> file.toString().endsWith(".amq"));
        assertThat(text(console)).doesNotContain("AuditLogger", "WARNING: A ");
    }

    /** It would take other dollars for its own variables, and other backslashes for characters. */
    private static String asSystemdReads(String argument) {
        assertThat(argument.replace("$$", "").replace("\\\\", ""))
                .doesNotContain("$")
                .doesNotContain("\\")
                .doesNotContain("%");
        return argument.replace("$$", "$").replace("\\\\", "\\");
    }

    private static String stage(String from) throws IOException {
        String file = Files.readString(Path.of("docker", "Dockerfile"));
        String rest = file.substring(file.indexOf(from) + from.length());
        int next = rest.indexOf("\nFROM ");
        return next < 0 ? rest : rest.substring(0, next);
    }

    private List<String> array(String instruction, String stage) {
        try (JsonReader reader = Json.createReader(new StringReader(found(instruction + " (\\[.*\\])", stage)))) {
            return reader.readArray().getValuesAs(JsonString::getString).stream()
                    .map(word -> word.replace(DATA, data.toString()))
                    .toList();
        }
    }

    private static List<String> command(String pattern, String stage) {
        return List.of(found(pattern, stage).split(" "));
    }

    private static String found(String pattern, String stage) {
        Matcher matcher = Pattern.compile(pattern).matcher(stage);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    private void start(List<String> command, Path directory) throws IOException {
        process = builder(command, directory).start();
    }

    private void run(List<String> command, int expected) throws IOException, InterruptedException {
        Process running = builder(command, IMAGE).start();
        assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue())
                .as(() -> console + ":\n" + text(console))
                .isEqualTo(expected);
    }

    private int exitCode(List<String> check) throws IOException, InterruptedException {
        return builder(check, IMAGE).start().waitFor();
    }

    private ProcessBuilder builder(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command.stream()
                        .map(word -> word.equals("java") ? JAVA : word)
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
