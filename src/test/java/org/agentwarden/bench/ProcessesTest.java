package org.agentwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void processesAreNamedByTheirNumbersOrTheirProgram() {
        assertThat(Processes.named("1, " + SELF).pids()).containsExactly(1L, SELF);
        assertThat(Processes.named("java").pids()).contains(SELF);
        assertThatThrownBy(() -> Processes.named("no-such-program"))
                .isInstanceOf(BenchFailed.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void aProcessThatIsNamedTwiceCountsOnce() {
        Duration once = Processes.named(Long.toString(SELF)).cpu();
        Duration twice = Processes.named(SELF + "," + SELF).cpu();

        assertThat(once).isPositive();
        assertThat(twice).isBetween(once, once.multipliedBy(2).minusMillis(1));
    }

    @Test
    void noProcessesNeedNothing() {
        assertThat(Processes.NONE.cpu()).isZero();
        assertThat(Processes.NONE.residentMegabytes()).isZero();
    }
}
