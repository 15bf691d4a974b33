package org.agentwarden.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.agentwarden.audit.SignInFailures.Batch;
import org.agentwarden.audit.SignInFailures.Summary;
import org.agentwarden.organizations.SignInJudged;
import org.agentwarden.organizations.SignInOutcome;
import org.junit.jupiter.api.Test;

class SignInFailuresTest {

    private static final Instant START = Instant.parse("2026-02-25T23:51:33Z");
    private static final SignInJudged FAILURE = new SignInJudged(
            SignInOutcome.FAILED, Optional.empty(), Optional.of("o"), Optional.of("u"), Optional.of("192.0.2.1"));

    private final SignInFailures failures = new SignInFailures();

    private void fail(String organization, int times, Instant at) {
        for (int time = 0; time < times; time++) {
            failures.add(organization, FAILURE, at);
        }
    }

    @Test
    void aFailureIsTakenOnce() {
        fail("o", 1, START);

        assertThat(failures.take(START).failures()).containsExactly(FAILURE);
        assertThat(failures.take(START).isEmpty()).isTrue();
    }

    @Test
    void aFloodBecomesTwentyFailuresAndOneSummary() {
        fail("o", 10, START);
        failures.take(START);
        fail("o", 1_000, START.plusSeconds(59));

        Batch flood = failures.take(START.plusSeconds(59));
        Batch after = failures.take(START.plusSeconds(60));

        assertThat(flood.failures()).hasSize(10);
        assertThat(flood.summaries()).isEmpty();
        assertThat(after.failures()).isEmpty();
        assertThat(after.summaries()).containsExactly(new Summary("o", START, START.plusSeconds(60), 990));
        assertThat(failures.take(START.plusSeconds(120)).isEmpty()).isTrue();
    }

    @Test
    void theNextMinuteHasRoomAgain() {
        fail("o", 30, START);
        failures.take(START.plusSeconds(60));
        fail("o", 30, START.plusSeconds(61));

        assertThat(failures.take(START.plusSeconds(61)).failures()).hasSize(SignInFailures.MOST_PER_MINUTE);
    }

    @Test
    void organizationsHaveRoomOfTheirOwn() {
        fail("o", 30, START);
        fail("p", 1, START);

        assertThat(failures.take(START).failures()).hasSize(SignInFailures.MOST_PER_MINUTE + 1);
        assertThat(failures.take(START.plusSeconds(60)).summaries()).hasSize(1);
    }
}
