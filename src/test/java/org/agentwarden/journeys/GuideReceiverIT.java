package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Flask receiver of the webhooks guide, pasted unchanged; skipped where Python has no Flask. */
@ExtendWith(SharedServer.class)
class GuideReceiverIT {

    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private static Process receiver;
    private static Path calls;
    private static URI url;

    @BeforeAll
    static void startReceiver(@TempDir Path directory) throws Exception {
        Optional<String> python = PYTHONS.stream()
                .filter(name -> Tools.run(directory, "", List.of(name, "-c", "import flask"))
                                .exitCode()
                        == 0)
                .findFirst();
        Assume.present(python.isPresent(), "a python3 that has Flask (Debian: python3-flask)");
        int port = Ports.any();
        calls = Files.createDirectories(Path.of("target", "guide")).resolve("calls-" + port + ".jsonl");
        Files.deleteIfExists(calls);
        Files.createFile(calls);
        receiver = new ProcessBuilder(
                        python.get(),
                        Path.of("src/test/resources/guide/serve.py")
                                .toAbsolutePath()
                                .toString(),
                        Integer.toString(port),
                        calls.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "guide", "flask.log").toFile())
                .start();
        url = URI.create("http://127.0.0.1:" + port + "/webhook/agentwarden");
        await().atMost(LoadFactor.scale(Duration.ofSeconds(30))).until(() -> answers(url.resolve("/ready")));
    }

    @AfterAll
    static void stopReceiver() {
        if (receiver != null) {
            receiver.destroyForcibly();
        }
    }

    @Test
    void theGuidesReceiverAcceptsAllFiveEventsAndActsOnThem(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        Endpoint endpoint = company.webhook(url);

        company.approve(agent.check("stripe.refund", "{\"amount\": 500, \"customer_id\": \"cus_123\"}")
                .approvalId());
        company.reject(agent.check("stripe.refund", "{\"amount\": 600}").approvalId());
        agent.check("database.drop", "{\"table\": \"customers\"}");
        agent.log("stripe.refund", "failed", "{\"error\": \"card expired\"}");

        await().atMost(LoadFactor.scale(Duration.ofSeconds(30))).untilAsserted(() -> {
            JsonArray deliveries = company.deliveries(endpoint);
            assertThat(deliveries).hasSize(6);
            assertThat(deliveries)
                    .allSatisfy(delivery -> assertThat(status(delivery)).isEqualTo("delivered 200"));
            assertThat(deliveries.stream()
                            .map(delivery -> delivery.asJsonObject().getString("event")))
                    .containsAll(Company.GUIDE_EVENTS);
        });
        assertThat(calls).content().contains("[\"process_refund\", 500]");
        assertThat(calls).content().contains("\"log_rejected_action\"").contains("\"status\": \"rejected\"");
        assertThat(calls).content().contains("\"send_alert\"").contains("No permission for action 'database.drop'");
    }

    private static String status(JsonValue delivery) {
        return delivery.asJsonObject().getString("status") + " "
                + delivery.asJsonObject().get("last_status_code");
    }

    private static boolean answers(URI uri) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
