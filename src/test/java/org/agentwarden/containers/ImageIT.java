package org.agentwarden.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Builds the image and runs it as docker/compose.yaml says, by a container engine on Linux that has the command line of
 * Docker: {@code mvn verify -Pfull -Dit.test=ImageIT -Dcontainer.engine=docker}, or {@code podman}.
 */
@Tag("full")
class ImageIT {

    private static final String ENGINE = System.getProperty("container.engine", "");
    private static final String ADMIN = "ada@example.com";
    private static final String PASSWORD = "reads 9 analytical notes";
    private static final Duration BUILT_WITHIN = LoadFactor.scale(Duration.ofMinutes(20));
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofMinutes(3));
    private static final int ENDED_BY_SIGTERM = 143;

    private final String name = "agentwarden-" + UUID.randomUUID();
    private final URI server = URI.create("http://127.0.0.1:" + Ports.free());

    @TempDir
    private Path scratch;

    @BeforeEach
    void needAnEngine() {
        Assume.present(!ENGINE.isEmpty(), "an engine of containers that -Dcontainer.engine names");
    }

    @AfterEach
    void remove() throws Exception {
        if (!ENGINE.isEmpty()) {
            engine(PATIENCE, "rm", "--force", "--volumes", name);
            engine(PATIENCE, "volume", "rm", "--force", name);
            engine(PATIENCE, "rmi", name);
        }
    }

    @Test
    void theImageServesInItsRestrictionsAndKeepsItsDataOverARestart() throws Exception {
        Map<?, ?> service = service();
        expect(BUILT_WITHIN, "build", "--file", "docker/Dockerfile", "--tag", name, ".");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            expect(PATIENCE, run(service));
            awaitHealth();
            Company company = Company.login(server, ADMIN, PASSWORD);
            company.webhook(receiver.uri());

            company.agent("contained-bot").log("stripe.refund", "failed", "{}");
            receiver.awaitFirst("log.failed");

            assertThat(expect(PATIENCE, "exec", name, "id", "-u").strip()).isEqualTo("10001");
            stopsInTime(service);
            expect(PATIENCE, "start", name);
            awaitHealth();
            assertThat(Company.login(server, ADMIN, PASSWORD).logs()).isNotEmpty();
        }
    }

    private static Map<?, ?> service() throws IOException {
        Map<?, ?> composition = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docker", "compose.yaml")));
        return (Map<?, ?>) ((Map<?, ?>) composition.get("services")).get("agentwarden");
    }

    /** At the network of this machine, where the receiver is. */
    private String[] run(Map<?, ?> service) {
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--name", name, "--network", "host"));
        assertThat(service.get("read_only")).isEqualTo(true);
        run.add("--read-only");
        // Docker adds noexec by itself.
        words(service, "tmpfs").forEach(directory -> run.addAll(List.of("--tmpfs", directory + ",noexec")));
        words(service, "cap_drop").forEach(right -> run.addAll(List.of("--cap-drop", right)));
        words(service, "security_opt").forEach(option -> run.addAll(List.of("--security-opt", option)));
        run.addAll(List.of("--memory", service.get("mem_limit").toString()));
        words(service, "volumes").forEach(volume -> run.addAll(List.of("--volume", volume.replaceAll("^\\w+", name))));
        Map<String, String> environment = Map.of(
                "AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL",
                ADMIN,
                "AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD",
                PASSWORD,
                "AGENTWARDEN_HTTP_ADDRESS",
                "127.0.0.1",
                "AGENTWARDEN_HTTP_PORT",
                Integer.toString(server.getPort()),
                "AGENTWARDEN_EGRESS_ALLOW",
                "127.0.0.0/8",
                // Without the cache the JVM would start all the same, only later.
                "JAVA_TOOL_OPTIONS",
                "-XX:AOTMode=on");
        environment.forEach((variable, value) -> run.addAll(List.of("--env", variable + "=" + value)));
        run.add(name);
        return run.toArray(String[]::new);
    }

    private static List<String> words(Map<?, ?> service, String member) {
        return ((List<?>) service.get(member)).stream().map(Object::toString).toList();
    }

    private void awaitHealth() throws Exception {
        List<String> check = new ArrayList<>(List.of("exec", name));
        String found = inspected("{{json .Config.Healthcheck.Test}}");
        try (JsonReader reader = Json.createReader(new StringReader(found))) {
            reader.readArray().getValuesAs(JsonString::getString).stream()
                    .skip(1)
                    .forEach(check::add);
        }
        await().atMost(PATIENCE)
                .failFast(
                        "the container has ended",
                        () -> !inspected("{{.State.Running}}").equals("true"))
                .until(() -> engine(PATIENCE, check.toArray(String[]::new)).exitCode() == 0);
    }

    private void stopsInTime(Map<?, ?> service) throws Exception {
        String grace = service.get("stop_grace_period").toString().replace("s", "");
        expect(PATIENCE, "stop", "-t", grace, name);
        assertThat(inspected("{{.State.ExitCode}}")).isEqualTo(Integer.toString(ENDED_BY_SIGTERM));
    }

    private String inspected(String format) throws Exception {
        return expect(PATIENCE, "container", "inspect", "--format", format, name)
                .strip();
    }

    private record Ended(int exitCode, String output, String errors) {}

    private String expect(Duration limit, String... arguments) throws Exception {
        Ended ended = engine(limit, arguments);
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        return ended.output();
    }

    private Ended engine(Duration limit, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(ENGINE));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(scratch, "engine-", ".out");
        Path errors = Files.createTempFile(scratch, "engine-", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        // Podman's own format of images has no health check.
        builder.environment().put("BUILDAH_FORMAT", "docker");
        Process process = builder.start();
        assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
