package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.agentwarden.crash.Ledger;
import org.agentwarden.crash.Ledger.Balance;
import org.agentwarden.crash.Load;
import org.agentwarden.crash.MoodyReceiver;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server is killed without warning, in the middle of its work. */
@Tag("full")
class CrashJourneyIT {

    private static final Duration LOAD = Duration.ofSeconds(5);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final Duration LONG_DELAY = Duration.ofSeconds(45);
    private static final Duration LATE = Duration.ofMinutes(3);
    private static final String EVENT = "log.failed";

    @Test
    void whatWasAcknowledgedArrivesAndAWaitingRetryKeepsItsTime() throws InterruptedException {
        Ledger ledger = new Ledger();
        try (AgentWardenServer server = AgentWardenServer.named("crash")
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s," + LONG_DELAY.toSeconds() + "s,1s")
                        .start();
                WebhookReceiver receiver = MoodyReceiver.with(ledger);
                WebhookReceiver patient = WebhookReceiver.answering(Reply.status(500), Reply.status(500), Reply.ok())) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("load-bot");
            company.requireApproval(agent, Load.ACTION);
            company.webhook(receiver.uri());
            Endpoint patientEndpoint = waitingForItsSecondRetry(server, patient);

            try (Load load = new Load(agent, ledger)) {
                load.begin();
                load.killAfter(server, LOAD);
            }
            assertThat(server.isAlive()).isFalse();
            server.restart();

            assertThat(company.api().get("/auth/me").status())
                    .as("tokens survive: the signing key was kept")
                    .isEqualTo(200);
            ledger.settle();
            Balance balance = ledger.balance();
            assertThat(balance.acknowledged()).isGreaterThan(20);
            assertThat(balance.lost()).as("%s", balance).isEmpty();
            assertThat(balance.twice()).as("events raised twice").isEmpty();
            assertThat(receiver.requests())
                    .allSatisfy(webhook -> assertThat(webhook.event()).isIn(Company.GUIDE_EVENTS));
            assertRetryKeptItsTime(patient, patientEndpoint);
        }
    }

    /** With the sweep on, it would find what a queue that forgets has lost. */
    @Test
    void whatWasStoredHalfASecondBeforeTheKillArrivesByTheQueueAlone() throws InterruptedException {
        Ledger ledger = new Ledger();
        try (AgentWardenServer server = AgentWardenServer.named("crash-queue")
                        .with("AGENTWARDEN_WEBHOOKS_OVERDUE_SWEEP", "false")
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s,2s,4s")
                        .start();
                WebhookReceiver receiver = MoodyReceiver.with(ledger)) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("load-bot");
            company.requireApproval(agent, Load.ACTION);
            company.webhook(receiver.uri());

            long killed;
            try (Load load = new Load(agent, ledger)) {
                load.begin();
                killed = load.killAfter(server, LOAD);
            }
            long gone = System.nanoTime();
            server.restart();

            ledger.settle();
            assertThat(ledger.acknowledgedCount()).isGreaterThan(20);
            assertThat(ledger.missingBefore(killed))
                    .allSatisfy((entry, age) ->
                            assertThat(age).as(entry).isBetween(Duration.ofNanos(killed - gone), HALF_A_SECOND));
        }
    }

    /** A company of its own, so that its receiver sees nothing of the load. */
    private static Endpoint waitingForItsSecondRetry(AgentWardenServer server, WebhookReceiver patient) {
        Company company = Company.register(server.baseUri());
        Endpoint endpoint = company.webhook(patient.uri(), EVENT);
        company.agent("patient-bot").log("stripe.refund", "failed", "{}");
        DeliveryStates.awaitAttempts(company, endpoint, 2);
        return endpoint;
    }

    private static void assertRetryKeptItsTime(WebhookReceiver patient, Endpoint endpoint) {
        await("the retry that waited")
                .atMost(LATE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> patient.requests().size() >= 3);
        List<ReceivedWebhook> attempts = patient.requests();
        assertThat(attempts).extracting(ReceivedWebhook::attempt).containsExactly(1, 2, 3);
        assertThat(attempts)
                .extracting(ReceivedWebhook::id)
                .containsOnly(attempts.get(0).id());
        assertThat(attempts).allMatch(attempt -> attempt.isSignedWith(endpoint.secret()));
        assertThat(attempts.get(2).since(attempts.get(1)))
                .as("wait before the retry that the crash fell into")
                .isGreaterThanOrEqualTo(LONG_DELAY);
    }
}
