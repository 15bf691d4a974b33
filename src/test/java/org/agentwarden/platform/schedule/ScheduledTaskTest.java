package org.agentwarden.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduledTaskTest {

    private static final Instant START = Instant.parse("2026-02-25T23:51:33Z");

    private Instant now = START;
    private Runnable work = () -> {};

    private ScheduledTask taskEvery(Duration period) {
        PeriodicTask task = new PeriodicTask("example", period) {

            @Override
            public void run() {
                work.run();
            }
        };
        return new ScheduledTask(task, () -> now);
    }

    @Test
    void aRunThatThrowsIsCountedAndNeverReachesTheExecutor() {
        ScheduledTask task = taskEvery(Duration.ofSeconds(1));
        work = () -> {
            throw new IllegalStateException("planted");
        };
        task.run();
        work = () -> {
            throw new StackOverflowError("planted");
        };
        task.run();
        work = () -> {};
        task.run();

        assertThat(task.runs()).isEqualTo(3);
        assertThat(task.failures()).isEqualTo(2);
    }

    @Test
    void onlyASuccessfulRunResetsTheAge() {
        ScheduledTask task = taskEvery(Duration.ofSeconds(1));
        work = () -> {
            throw new IllegalStateException("planted");
        };
        now = START.plusSeconds(5);
        task.run();
        assertThat(task.sinceSuccess()).isEqualTo(Duration.ofSeconds(5));

        work = () -> {};
        task.run();
        assertThat(task.sinceSuccess()).isZero();
    }

    @Test
    void aTaskIsStalledAfterTenPeriodsWithoutSuccess() {
        ScheduledTask task = taskEvery(Duration.ofMinutes(1));

        now = START.plus(Duration.ofMinutes(10));
        assertThat(task.isStalled(START)).isFalse();
        now = now.plusMillis(1);
        assertThat(task.isStalled(START)).isTrue();
        task.run();
        assertThat(task.isStalled(START)).isFalse();
    }

    @Test
    void aFrequentTaskHasHalfAMinute() {
        ScheduledTask task = taskEvery(Duration.ofSeconds(1));

        now = START.plusSeconds(30);
        assertThat(task.isStalled(START)).isFalse();
        now = START.plusSeconds(31);
        assertThat(task.isStalled(START)).isTrue();
    }

    @Test
    void theTimeOfAnOutageDoesNotCount() {
        ScheduledTask task = taskEvery(Duration.ofSeconds(1));
        now = START.plusSeconds(600);

        assertThat(task.isStalled(START.plusSeconds(580))).isFalse();
        assertThat(task.isStalled(START.plusSeconds(560))).isTrue();
    }

    @Test
    void afterAFailureARareTaskIsDueAtOnceAndAfterASuccessAPeriodLater() {
        ScheduledTask task = taskEvery(Duration.ofMinutes(10));
        work = () -> {
            throw new IllegalStateException("planted");
        };
        task.runIfDue();
        task.runIfDue();
        work = () -> {};
        task.runIfDue();
        now = START.plusSeconds(599);
        task.runIfDue();

        assertThat(task.runs()).isEqualTo(3);

        now = START.plusSeconds(600);
        task.runIfDue();

        assertThat(task.runs()).isEqualTo(4);
    }
}
