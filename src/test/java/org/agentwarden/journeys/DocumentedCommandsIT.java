package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.Python;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows as commands and programs is run as it is printed, at other addresses. */
@ExtendWith(SharedServer.class)
class DocumentedCommandsIT {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(60));
    private static final Path DIRECTORY = Path.of("target", "documented").toAbsolutePath();
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src", "docs");
    private static final Path QUICKSTART = DOCS.resolve("quickstart.md");

    /** A request that is not answered with success ends the script. */
    private static final String FAIL_ON_ERRORS = "curl() { command curl --fail-with-body --show-error \"$@\"; }\n";

    @Test
    void theStoryWithCurl(AgentWardenServer server) throws IOException {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            String email = UUID.randomUUID() + "@example.com";

            run(commands(README, "bash"), server, receiver, email);

            receiver.awaitFirst("log.pending_approval");
            receiver.awaitFirst("approval.approved");
            assertThat(told(Company.login(server.baseUri(), email, "correct horse")
                            .logs()))
                    .contains("stripe.refund success {\"amount\":500,\"refund_id\":\"re_1\"}");
        }
    }

    static List<Path> guides() throws IOException {
        try (Stream<Path> pages = Files.walk(DOCS)) {
            return pages.filter(page -> page.toString().endsWith(".md") && !page.equals(QUICKSTART))
                    .filter(page -> hasCommands(page))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasCommands(Path page) {
        try {
            return Files.readString(page).contains("\n```bash\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commands of a guide use the variables of the story. */
    @ParameterizedTest
    @MethodSource("guides")
    void theCommandsOfTheGuides(Path guide, AgentWardenServer server) throws IOException {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            String email = UUID.randomUUID() + "@example.com";

            run(commands(README, "bash") + commands(guide, "bash"), server, receiver, email);
        }
    }

    private static void run(String commands, AgentWardenServer server, WebhookReceiver receiver, String email) {
        Assume.present(isThere("curl", "--version") && isThere("jq", "--version"), "curl and jq");
        String script = FAIL_ON_ERRORS
                + commands.replace("http://127.0.0.1:8080", server.baseUri().toString())
                        .replace(
                                "https://your-domain.example/webhook/agentwarden",
                                receiver.uri().toString())
                        .replace(
                                "https://your-domain.example/hooks",
                                receiver.uri().toString())
                        .replace("grace@example.com", "grace." + email)
                        .replace("ada@example.com", email);

        Tools.Run run = Tools.run(Path.of("."), "", List.of("bash", "-euo", "pipefail", "-c", script));

        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    enum Language {
        PYTHON("python", "refunds.py") {
            @Override
            Optional<List<String>> command() {
                return Python.with("documented", "agentwarden==0.1.2", "flask==3.1.3", "standardwebhooks==1.1.0")
                        .map(python -> List.of(python, file));
            }
        },
        JAVASCRIPT("js", "refunds.mjs") {
            @Override
            Optional<List<String>> command() {
                return isThere("npm", "install", "--no-audit", "--no-fund", "standardwebhooks@1")
                        ? Optional.of(List.of("node", file))
                        : Optional.empty();
            }
        },
        JAVA("java", "Refunds.java") {
            @Override
            Optional<List<String>> command() {
                String java =
                        Path.of(System.getProperty("java.home"), "bin", "java").toString();
                return Optional.of(List.of(java, "-cp", System.getProperty("java.class.path"), file));
            }
        };

        final String fence;
        final String file;

        Language(String fence, String file) {
            this.fence = fence;
            this.file = file;
        }

        /** How the program is run here; empty where that can't be. */
        abstract Optional<List<String>> command();
    }

    @ParameterizedTest
    @EnumSource
    void theStoryAsAProgram(Language language, AgentWardenServer server) throws Exception {
        Files.createDirectories(DIRECTORY);
        int port = Ports.any();
        Files.writeString(
                DIRECTORY.resolve(language.file),
                commands(QUICKSTART, language.fence).replace("5000", Integer.toString(port)));
        Optional<List<String>> command = language.command();
        Assume.present(command.isPresent(), "what runs the quickstart's " + language + ", or a package registry");
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("support-bot");
        company.requireApproval(agent, "stripe.refund");
        Endpoint endpoint =
                company.webhook(URI.create("http://127.0.0.1:" + port + "/webhook/agentwarden"), "approval.approved");
        ProcessBuilder program = new ProcessBuilder(command.get())
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve(language.file + ".log").toFile());
        program.environment()
                .putAll(Map.of(
                        "AGENTWARDEN_URL", server.baseUri().toString(),
                        "AGENTWARDEN_API_KEY", agent.apiKey(),
                        "WEBHOOK_SECRET", endpoint.secret()));
        Process process = program.start();
        try {
            await().atMost(PATIENCE)
                    .until(() -> !company.approvals("status=pending").isEmpty());
            approve(company, server);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told(company.logs()))
                            .contains("stripe.refund success {\"amount\":500,\"customer_id\":\"cus_123\","
                                    + "\"refund_id\":\"re_1\"}"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(company.deliveries(endpoint, "status=delivered"))
                            .hasSize(1));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void approve(Company company, AgentWardenServer server) throws IOException {
        Assume.present(isThere("curl", "--version") && isThere("jq", "--version"), "curl and jq");
        String script = FAIL_ON_ERRORS
                + "API=%s AUTH='Authorization: Bearer %s' JSON='Content-Type: application/json'\n"
                        .formatted(server.baseUri(), company.token())
                + commands(QUICKSTART, "bash");
        Tools.Run run = Tools.run(Path.of("."), "", List.of("bash", "-euo", "pipefail", "-c", script));
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private static boolean isThere(String... command) {
        return Tools.run(Files.exists(DIRECTORY) ? DIRECTORY : Path.of("."), "", List.of(command))
                        .exitCode()
                == 0;
    }

    private static List<String> told(JsonArray rows) {
        return rows.stream()
                .map(row -> row.asJsonObject().getString("action") + " "
                        + row.asJsonObject().getString("status") + " "
                        + row.asJsonObject().get("context"))
                .toList();
    }

    /** All commands or programs of a page in that language, one after the other. */
    static String commands(Path page, String fence) throws IOException {
        List<String> found = Pattern.compile("(?s)```" + fence + "\\n(.*?)```")
                .matcher(Files.readString(page))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(found).as("%s in %s", fence, page).isNotEmpty();
        return String.join("", found);
    }
}
