package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** None of the server's files may grow for a while. H2 closes the database for everybody when it can't write. */
@Tag("full")
class FullDiskIT {

    private static final String EVENT = "log.failed";

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsPrlimit() {
        Assume.present(
                Tools.run(Path.of("."), "", List.of("prlimit", "--version")).exitCode() == 0, "prlimit");
    }

    @Test
    void aServerWhoseDiskWasFullServesAgainWithoutARestart() {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                AgentWardenServer server = AgentWardenServer.in(directory).start()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("support-bot");
            company.webhook(receiver.uri(), EVENT);

            for (int time = 1; time <= 2; time++) {
                limitFiles(server, "1000");
                await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                        .until(() -> report(agent).status() == 503);
                limitFiles(server, "unlimited");

                Answer.whenServed(() -> report(agent)).expect(200);
                await().untilAsserted(() -> assertThat(told(receiver)).containsAll(logged(company)));
            }
        }
    }

    private static List<String> told(WebhookReceiver receiver) {
        return receiver.requests(EVENT).stream()
                .map(webhook -> webhook.data().getString("id"))
                .toList();
    }

    private static List<String> logged(Company company) {
        // For five seconds after a connection was good the pool takes it to be good.
        return Answer.whenServed(() -> company.api().get("/api/logs")).array().getValuesAs(JsonObject.class).stream()
                .map(entry -> entry.getString("id"))
                .toList();
    }

    private static Answer report(Agent agent) {
        return agent.report("stripe.refund", "failed", "{}");
    }

    private void limitFiles(AgentWardenServer server, String bytes) {
        List<String> command = List.of("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes + ":");
        Tools.run(directory, "", command);
    }
}
