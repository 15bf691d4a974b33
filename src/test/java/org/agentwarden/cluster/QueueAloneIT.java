package org.agentwarden.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker hands the work of a node that is killed to the other one; nobody searches the database for it. */
@Tag("cluster")
class QueueAloneIT {

    private static final int PER_SECOND = 30;
    /** A node that has just started hands its work to the broker later. */
    private static final Duration WARM = Duration.ofSeconds(20);

    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration KNOWN_EVERYWHERE_WITHIN = Duration.ofSeconds(1);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Test
    void whatWasStoredHalfASecondBeforeANodeIsKilledIsSentByTheOther() throws IOException {
        Assume.postgres();
        try (Cluster cluster = Cluster.start(Map.of("AGENTWARDEN_WEBHOOKS_OVERDUE_SWEEP", "false"));
                WatchedReceiver receiver = new WatchedReceiver(Duration.ofMillis(200))) {
            Company company = Company.register(cluster.node(0).baseUri());
            Agent agent = company.agent("cluster-bot");
            company.webhook(receiver.uri(), "log.failed");
            pass(KNOWN_EVERYWHERE_WITHIN);
            Ledger ledger = receiver.ledger();
            long killed;
            long gone;
            try (Clients clients =
                    new Clients(cluster.addresses().stream().map(agent::at).toList(), ledger)) {
                clients.begin(PER_SECOND);
                pass(WARM);
                killed = cluster.node(0).kill();
                gone = System.nanoTime();
                pass(CALM);
            }
            ledger.settle();

            assertThat(ledger.acknowledgedCount()).isGreaterThan(PER_SECOND);
            assertThat(ledger.missingBefore(killed))
                    .allSatisfy((entry, age) ->
                            assertThat(age).as(entry).isBetween(Duration.ofNanos(killed - gone), HALF_A_SECOND));
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }
}
