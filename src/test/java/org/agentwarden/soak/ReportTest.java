package org.agentwarden.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Statement GOOD = statement("good", 10, List.of(), 0);
    private static final Incident KILL = new Incident(Disturbance.KILL, 0, 1_000_000_000L, Optional.of(1_500_000_000L));

    @Test
    void theTableHasARowForEachEndpointOneForAllAndOneForEachDisturbance() {
        assertThat(report(List.of(GOOD, statement("other", 5, List.of(), 0)), List.of(KILL), List.of())
                        .markdown())
                .contains("| good | 10 | 10 | 0 | 1 | 0 | 0 | 1.25 s |")
                .contains("| all | 15 | 15 | 0 | 2 | 0 | 0 | 1.25 s |")
                .contains("| kill -9 of the server | 1 | 0.50 s |")
                .contains("Nothing lost");
    }

    @Test
    void aLossAStuckDeliveryASurpriseOrAServerThatDidNotComeBackIsAFailure() {
        Incident forEver = new Incident(Disturbance.KILL, 0, 1, Optional.empty());

        assertThat(report(List.of(GOOD), List.of(KILL), List.of()).isClean()).isTrue();
        assertThat(report(List.of(statement("bad", 9, List.of("x"), 0)), List.of(), List.of())
                        .isClean())
                .isFalse();
        assertThat(report(List.of(statement("bad", 9, List.of(), 1)), List.of(), List.of())
                        .isClean())
                .isFalse();
        assertThat(report(List.of(GOOD), List.of(), List.of("401")).isClean()).isFalse();
        assertThat(report(List.of(GOOD), List.of(forEver), List.of()).isClean()).isFalse();
        assertThat(report(List.of(GOOD), List.of(KILL), List.of(), List.of("approval-expiry"))
                        .isClean())
                .isFalse();
    }

    @Test
    void theJsonSaysTheSame() {
        var json = report(List.of(statement("bad", 9, List.of("x of y"), 2)), List.of(KILL), List.of())
                .json();

        assertThat(json.getBoolean("clean")).isFalse();
        assertThat(json.getJsonObject("all").getInt("lost")).isEqualTo(1);
        assertThat(json.getJsonObject("all").getInt("stuck")).isEqualTo(2);
        assertThat(json.getJsonArray("faults").getString(0)).isEqualTo("lost: x of y");
    }

    private static Statement statement(String name, int delivered, List<String> lost, int stuck) {
        return new Statement(
                name,
                delivered + lost.size(),
                delivered,
                0,
                1,
                List.of(),
                lost,
                stuck,
                List.of(),
                Optional.of(Duration.ofMillis(1_250)));
    }

    private static Report report(List<Statement> statements, List<Incident> incidents, List<String> surprises) {
        return report(statements, incidents, surprises, List.of());
    }

    private static Report report(
            List<Statement> statements, List<Incident> incidents, List<String> surprises, List<String> stalledTasks) {
        return new Report(
                Instant.EPOCH,
                Options.from(new Properties()),
                statements,
                incidents,
                15,
                Map.of("no answer", 3L),
                surprises,
                Duration.ofSeconds(4),
                stalledTasks,
                new Memory.Usage(400, 500, 600));
    }
}
