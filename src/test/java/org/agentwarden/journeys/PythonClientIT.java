package org.agentwarden.journeys;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.Python;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Python SDK as it is published, unchanged but for its base URL; and our stand-in for it, which needs no registry. */
@ExtendWith(SharedServer.class)
class PythonClientIT {

    private static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));

    enum Client {
        PUBLISHED {
            @Override
            Optional<String> python(String module) {
                return Python.with("sdk", "agentwarden==0.1.2", "flask==3.1.3");
            }
        },
        STAND_IN {
            @Override
            Optional<String> python(String module) {
                return Python.importing(module);
            }
        };

        /** The published one where a registry is within reach. */
        static Client ofThisMachine() {
            return PUBLISHED.python("flask").isPresent() ? PUBLISHED : STAND_IN;
        }

        /** A Python with the client and a module. */
        abstract Optional<String> python(String module);

        /** The process of a script that imports a module beside the client; skips the test where there is none. */
        ProcessBuilder script(String name, String module, String... arguments) {
            Optional<String> python = python(module);
            Assume.present(python.isPresent(), "a Python with the client " + this + " and " + module);
            ProcessBuilder process =
                    new ProcessBuilder(python.get(), SCRIPTS.resolve(name).toString());
            process.command().addAll(List.of(arguments));
            if (this == STAND_IN) {
                process.environment()
                        .put("PYTHONPATH", SCRIPTS.resolve("standin").toString());
            }
            process.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            return process;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientKnowsEveryVerdictAndEveryError(Client client, AgentWardenServer server) throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("support-bot");
        company.allow(agent, "ticket.reply");
        company.allowUpTo(agent, "stripe.refund", "100.00");
        company.requireApproval(agent, "account.close");

        JsonObject seen = output(
                client.script("sdk_journey.py", "json", server.baseUri().toString(), agent.apiKey(), agent.name()));

        assertThat(verdict(seen, "allowed")).isEqualTo("true false null");
        assertThat(verdict(seen, "allowed without a context")).isEqualTo("true false null");
        assertThat(verdict(seen, "blocked")).isEqualTo("false false \"Amount 150.00 exceeds maximum allowed 100.00\"");
        assertThat(verdict(seen, "unknown action"))
                .isEqualTo("false false \"No permission for action 'database.drop'\"");
        assertThat(verdict(seen, "pending")).isEqualTo("false true \"This action requires human approval\"");
        assertThat(seen.getJsonObject("logged").getString("agent_id")).isEqualTo(agent.id());
        assertThat(seen.getJsonObject("logged").getJsonObject("context").getInt("ticket"))
                .isEqualTo(7);
        assertThat(seen.getString("executed")).isEqualTo("replied");
        assertThat(seen.getString("execution failed")).isEqualTo("ValueError: the desk is closed");
        assertThat(errors(seen))
                .isEqualTo(Map.of(
                        "execution blocked", "PermissionDeniedError",
                        "execution pending", "ApprovalRequiredError",
                        "wrong key", "AuthenticationError",
                        "wrong key at log", "AuthenticationError",
                        "unknown agent", "AgentNotFoundError",
                        "invalid", "ValidationError",
                        "invalid status", "ValidationError",
                        "no server", "NetworkError"));
        assertThat(company.logs())
                .extracting(row -> row.asJsonObject().getString("action") + " "
                        + row.asJsonObject().getString("status") + " "
                        + row.asJsonObject().get("context"))
                .contains(
                        "ticket.reply success {\"ticket\":8}",
                        "ticket.reply failed {\"ticket\":9,\"error\":\"the desk is closed\"}",
                        "stripe.refund denied {\"amount\":151}",
                        "account.close pending {\"account\":2}");
    }

    private static JsonObject output(ProcessBuilder script) throws IOException, InterruptedException {
        Process process = script.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        try (JsonReader reader = Json.createReader(new StringReader(output))) {
            return reader.readObject();
        }
    }

    private static String verdict(JsonObject seen, String name) {
        JsonObject verdict = seen.getJsonObject(name);
        return verdict.get("allowed") + " " + verdict.get("requires_approval") + " " + verdict.get("reason");
    }

    private static Map<String, String> errors(JsonObject seen) {
        return seen.entrySet().stream()
                .filter(member -> member.getValue().getValueType() == JsonValue.ValueType.STRING)
                .filter(member -> seen.getString(member.getKey()).matches("\\w+Error"))
                .collect(toMap(Map.Entry::getKey, member -> seen.getString(member.getKey())));
    }

    @ParameterizedTest
    @EnumSource
    void theGuidesWorkflowExecutesWhatWasApprovedAndLogsIt(Client client, AgentWardenServer server) throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        int port = Ports.any();
        URI receiver = URI.create("http://127.0.0.1:" + port);
        ProcessBuilder script = client.script("refunds.py", "flask", Integer.toString(port));
        script.environment().put("AGENTWARDEN_URL", server.baseUri().toString());
        script.environment().put("AGENTWARDEN_API_KEY", agent.apiKey());
        Process process = script.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "refunds-" + client + ".log").toFile())
                .start();
        try {
            await().atMost(PATIENCE).until(() -> answers(receiver));
            Endpoint endpoint = company.webhook(receiver.resolve("/webhook/agentwarden"));

            for (String charge : List.of("ch_1", "ch_2")) {
                company.approve(agent.check("stripe.refund", "{\"charge_id\":\"%s\",\"amount\":500}".formatted(charge))
                        .awaitedApproval());
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(company.logs())
                            .extracting(row -> row.asJsonObject().getString("status") + " "
                                    + row.asJsonObject().get("context"))
                            .contains(
                                    "success {\"charge_id\":\"ch_1\",\"amount\":500,"
                                            + "\"result\":{\"refund_id\":\"re_1\",\"amount\":500}}",
                                    "failed {\"charge_id\":\"ch_2\",\"amount\":500,"
                                            + "\"error\":\"No such charge: ch_2\"}"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(company.deliveries(endpoint, "status=delivered"))
                            .hasSize(5));
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatOnlyKnowsHowToCheckExecutesOnceWhatWasApproved(Client client, AgentWardenServer server)
            throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(
                agent,
                "stripe.refund",
                Json.createObjectBuilder().add("on_approval", "recheck").build());
        ProcessBuilder refund =
                client.script("recheck.py", "json", server.baseUri().toString(), agent.apiKey(), agent.name());

        assertThat(output(refund).getJsonArray("refunds")).isEmpty();
        company.approve(company.approvals("status=pending").getJsonObject(0).getString("id"));
        assertThat(output(refund).getJsonArray("refunds")).hasSize(1);
        assertThat(output(refund).getJsonArray("refunds")).isEmpty();

        assertThat(company.approvals("status=pending")).hasSize(1);
    }

    private static boolean answers(URI receiver) {
        try {
            return Api.anonymous(receiver).get("/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
