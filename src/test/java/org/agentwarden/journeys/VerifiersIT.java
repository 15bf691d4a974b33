package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Libraries that are not ours verify what the server really sends. */
@ExtendWith(SharedServer.class)
class VerifiersIT {

    private static WebhookReceiver receiver;
    private static Endpoint endpoint;
    private static Endpoint rotated;

    @BeforeAll
    static void sendSomething(AgentWardenServer server) {
        receiver = WebhookReceiver.start();
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        endpoint = company.webhook(receiver.uri());
        String approval = agent.check("stripe.refund", "{\"amount\": 50.00, \"note\": \"für Zoë ✓\"}")
                .approvalId();
        receiver.awaitFirst("log.pending_approval");
        company.approve(approval);
        receiver.awaitFirst("approval.approved");
        rotated = company.rotateSecret(endpoint);
        agent.log("stripe.refund", "failed", "{}");
        receiver.awaitFirst("log.failed");
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @Test
    void theStandardWebhooksLibraryForJavaVerifiesEveryDelivery() {
        assertThat(receiver.requests()).hasSize(3).allMatch(request -> request.isSignedWith(endpoint.secret()));
    }

    @Test
    void theStandardWebhooksLibraryForJavaVerifiesWithTheNewSecretFromTheRotationOn() {
        assertThat(receiver.requests())
                .extracting(request -> request.isSignedWith(rotated.secret()))
                .containsExactly(false, false, true);
    }

    @Test
    void theStandardWebhooksPackageForNodeVerifiesEveryDelivery() throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "node"));
        Files.copy(
                Path.of("src/test/resources/guide/verify.mjs"),
                directory.resolve("verify.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        boolean installed =
                Tools.run(directory, "", List.of("npm", "install", "--no-audit", "--no-fund", "standardwebhooks@1"))
                                .exitCode()
                        == 0;
        Assume.present(installed, "npm, or a package registry within its reach");
        assertThat(Tools.run(directory, deliveries(endpoint), List.of("node", "verify.mjs"))
                        .output()
                        .lines())
                .containsExactly("verified", "verified", "verified");
        assertThat(Tools.run(directory, deliveries(rotated), List.of("node", "verify.mjs"))
                        .output()
                        .lines()
                        .skip(2))
                .containsExactly("verified");
    }

    private static String deliveries(Endpoint as) {
        JsonArrayBuilder deliveries = Json.createArrayBuilder();
        for (ReceivedWebhook request : receiver.requests()) {
            JsonObjectBuilder headers = Json.createObjectBuilder();
            for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
                headers.add(name, request.header(name));
            }
            deliveries.add(Json.createObjectBuilder()
                    .add("secret", as.secret())
                    .add("headers", headers)
                    .add("body", request.text()));
        }
        return deliveries.build().toString();
    }
}
