package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Once a change of a webhook has been answered, no request goes out that ignores it, however many deliveries wait. */
@ExtendWith(SharedServer.class)
@Execution(ExecutionMode.CONCURRENT)
class ChangedEndpointIT {

    private static final String EVENT = "log.failed";
    private static final int EVENTS = 120;

    /** As many requests as a new webhook may have under way. */
    private static final int UNDER_WAY = 16;

    /** Shorter than the time-out, and long enough to make the change while these requests are under way. */
    private static final Duration SLOW = Duration.ofMillis(1_800);

    /** Enough for every delivery that the server still has in memory. */
    private static final Duration AFTERWARDS = SLOW.multipliedBy(3);

    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("support-bot");
    }

    /** A webhook with requests under way, and many deliveries behind them. */
    private Endpoint busy(WebhookReceiver receiver) {
        Endpoint endpoint = company.webhook(receiver.uri(), EVENT);
        IntStream.range(0, EVENTS).parallel().forEach(number -> agent.log("step." + number, "failed", "{}"));
        receiver.awaitTotal(UNDER_WAY);
        return endpoint;
    }

    private static List<ReceivedWebhook> arrivedAfter(long nanos, WebhookReceiver receiver) {
        return receiver.requests().stream()
                .filter(request -> request.arrivedNanos() - nanos > 0)
                .toList();
    }

    @Test
    void aMovedWebhookSendsNothingMoreToItsOldUrlAndLosesNothing() {
        try (WebhookReceiver old = WebhookReceiver.slow(SLOW);
                WebhookReceiver moved = WebhookReceiver.start()) {
            Endpoint endpoint = busy(old);

            company.changeWebhook(
                    endpoint,
                    Json.createObjectBuilder()
                            .add("url", moved.uri().toString())
                            .build());
            long answered = System.nanoTime();

            moved.awaitTotal(EVENTS - old.requests().size());
            assertThat(arrivedAfter(answered, old)).isEmpty();
            assertThat(IntStream.range(0, EVENTS).mapToObj(number -> "step." + number))
                    .allMatch(action -> received(action, old) || received(action, moved));
            company.deleteWebhook(endpoint);
        }
    }

    private static boolean received(String action, WebhookReceiver receiver) {
        return receiver.requests().stream()
                .anyMatch(request -> request.data().getString("action").equals(action));
    }

    @Test
    void aDisabledWebhookGetsNothingMoreAndWhatWaitedIsCancelled() {
        try (WebhookReceiver receiver = WebhookReceiver.slow(SLOW)) {
            Endpoint endpoint = busy(receiver);

            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", false).build());
            long answered = System.nanoTime();

            Awaitility.await()
                    .atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .until(() -> company.deliveries(endpoint, "status=pending").isEmpty());
            assertThat(arrivedAfter(answered, receiver)).isEmpty();
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aDeletedWebhookGetsNothingMore() {
        try (WebhookReceiver receiver = WebhookReceiver.slow(SLOW)) {
            Endpoint endpoint = busy(receiver);

            company.deleteWebhook(endpoint);
            long answered = System.nanoTime();

            receiver.staysAt(receiver.requests().size(), AFTERWARDS);
            assertThat(arrivedAfter(answered, receiver)).isEmpty();
        }
    }

    @Test
    void afterARotationEveryRequestIsSignedWithTheNewSecret() {
        try (WebhookReceiver receiver = WebhookReceiver.slow(SLOW)) {
            Endpoint endpoint = busy(receiver);

            Endpoint rotated = company.rotateSecret(endpoint);
            long answered = System.nanoTime();

            receiver.awaitTotal(EVENTS);
            assertThat(arrivedAfter(answered, receiver))
                    .isNotEmpty()
                    .allMatch(request -> request.isSignedWith(rotated.secret()));
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void afterAChangeOfHeadersEveryRequestCarriesTheNewOnes() {
        try (WebhookReceiver receiver = WebhookReceiver.slow(SLOW)) {
            Endpoint endpoint = busy(receiver);

            JsonObject headers =
                    Json.createObjectBuilder().add("X-Tenant", "new").build();
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("headers", headers).build());
            long answered = System.nanoTime();

            receiver.awaitTotal(EVENTS);
            assertThat(arrivedAfter(answered, receiver))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.headers().getOrDefault("x-tenant", List.of()))
                            .as("%s after the answer", Duration.ofNanos(request.arrivedNanos() - answered))
                            .containsExactly("new"));
            company.deleteWebhook(endpoint);
        }
    }
}
