package org.agentwarden.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.agentwarden.crash.Ledger.Passage;
import org.junit.jupiter.api.Test;

class IncidentTest {

    private static final Incident FROM_100_TO_120 =
            new Incident(Disturbance.KILL, seconds(100), seconds(110), Optional.of(seconds(120)));

    @Test
    void theLongestPassageInCalmIsOneThatNoIncidentTouches() {
        List<Passage> passages = List.of(passage(10, 12), passage(99, 130), passage(115, 116), passage(200, 201));

        assertThat(Incident.longestInCalm(passages, List.of(FROM_100_TO_120))).contains(Duration.ofSeconds(2));
    }

    @Test
    void theAftermathOfAnIncidentBelongsToIt() {
        assertThat(Incident.longestInCalm(List.of(passage(134, 140)), List.of(FROM_100_TO_120)))
                .isEmpty();
        assertThat(Incident.longestInCalm(List.of(passage(136, 142)), List.of(FROM_100_TO_120)))
                .contains(Duration.ofSeconds(6));
    }

    @Test
    void anIncidentThatTheServerNeverCameBackFromHasNoEnd() {
        Incident endless = new Incident(Disturbance.KILL, seconds(100), seconds(110), Optional.empty());

        assertThat(Incident.longestInCalm(List.of(passage(10_000, 10_001)), List.of(endless)))
                .isEmpty();
        assertThat(endless.recovery()).isEmpty();
    }

    @Test
    void recoveryCountsFromTheTimeWhenEverythingWasThereAgain() {
        assertThat(FROM_100_TO_120.recovery()).contains(Duration.ofSeconds(10));
    }

    private static Passage passage(long fromSecond, long toSecond) {
        return new Passage(seconds(fromSecond), seconds(toSecond));
    }

    private static long seconds(long number) {
        return Duration.ofSeconds(number).toNanos();
    }
}
