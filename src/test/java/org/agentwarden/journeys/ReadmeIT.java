package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.Python;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The story as the README tells it: its programs are run as they are printed, at other addresses. */
@ExtendWith(SharedServer.class)
class ReadmeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DIRECTORY = Path.of("target", "readme").toAbsolutePath();

    @Test
    void theStoryWithCurl(AgentWardenServer server) throws Exception {
        Tools.need(isThere("curl", "--version") && isThere("jq", "--version"), "curl and jq");
        String email = UUID.randomUUID() + "@example.com";
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            String script = program("bash")
                    .replace("http://127.0.0.1:8080", server.baseUri().toString())
                    .replace(
                            "https://your-domain.example/webhook/agentwarden",
                            receiver.uri().toString())
                    .replace("ada@example.com", email);

            Tools.Run run = Tools.run(Path.of("."), "", List.of("bash", "-euo", "pipefail", "-c", script));

            assertThat(run.exitCode()).as(run.output()).isZero();
            receiver.awaitFirst("log.pending_approval");
            receiver.awaitFirst("approval.approved");
            assertThat(told(Company.login(server.baseUri(), email, "correct horse")
                            .logs()))
                    .contains("stripe.refund success {\"amount\":500,\"refund_id\":\"re_1\"}");
        }
    }

    enum Language {
        PYTHON("python", "refunds.py") {
            @Override
            Optional<List<String>> command() {
                return Python.with("readme", "agentwarden==0.1.2", "flask==3.1.3", "standardwebhooks==1.1.0")
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
        int port = Tools.freePort();
        Files.writeString(
                DIRECTORY.resolve(language.file), program(language.fence).replace("5000", Integer.toString(port)));
        Optional<List<String>> command = language.command();
        Tools.need(command.isPresent(), "what runs the README's " + language + ", or a package registry");
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
            String approval = await().atMost(PATIENCE)
                    .until(() -> company.approvals("status=pending"), pending -> !pending.isEmpty())
                    .getJsonObject(0)
                    .getString("id");
            company.approve(approval);

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

    /** The only program in that language. */
    private static String program(String fence) throws IOException {
        Matcher blocks =
                Pattern.compile("(?s)```" + fence + "\\n(.*?)```").matcher(Files.readString(Path.of("README.md")));
        List<String> found = blocks.results().map(block -> block.group(1)).toList();
        assertThat(found).as("programs in " + fence).hasSize(1);
        return found.get(0);
    }
}
