package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The key that seals stored secrets is replaced, and no receiver notices. */
@Tag("full")
class KeyRotationIT {

    private static final String EVENT = "log.failed";
    private static final String ADMIN = "first@example.com";
    private static final String PASSWORD = "the first password";

    @Test
    void afterARotationStoredSecretsSignOnAndTheOldKeyCanGo() throws Exception {
        try (AgentWardenServer server = AgentWardenServer.named("key-rotation")
                        .with("AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL", ADMIN)
                        .with("AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
                        .start();
                WebhookReceiver receiver = WebhookReceiver.start()) {
            Company company = Company.login(server.baseUri(), ADMIN, PASSWORD);
            Agent agent = company.agent("support-bot");
            String secret = webhook(company, receiver).getString("secret");
            Path keys = server.dataDirectory().resolve("keys/secret-box.key");
            List<String> before = Files.readAllLines(keys);
            server.stop();

            assertThat(server.run("rotate-key")).contains("from the next start on");
            List<String> after = Files.readAllLines(keys);
            assertThat(after).hasSize(before.size() + 1).endsWith(before.toArray(String[]::new));

            server.start();
            server.awaitReady();
            Awaitility.await()
                    .atMost(LoadFactor.scale(Duration.ofMinutes(2)))
                    .until(() -> Files.readString(server.log()).contains("sealed with the newest key"));
            server.stop();
            Files.write(keys, after.subList(0, 1));
            server.start();
            server.awaitReady();

            agent.log("stripe.refund", "failed", "{}");
            ReceivedWebhook request = receiver.awaitFirst(EVENT);
            assertThat(request.isSignedWith(secret)).isTrue();
            assertThat(request.header("authorization")).isEqualTo("Bearer gate-7");
            // What is configured for the first start happens at no other.
            assertThat(Company.login(server.baseUri(), ADMIN, PASSWORD).organizationId())
                    .isEqualTo(company.organizationId());
        }
    }

    private static JsonObject webhook(Company company, WebhookReceiver receiver) {
        return company.api()
                .post(
                        "/api/webhooks",
                        Json.createObjectBuilder()
                                .add("url", receiver.uri().toString())
                                .add("events", Json.createArrayBuilder(List.of(EVENT)))
                                .add("headers", Json.createObjectBuilder().add("Authorization", "Bearer gate-7"))
                                .build())
                .expect(201)
                .json();
    }
}
