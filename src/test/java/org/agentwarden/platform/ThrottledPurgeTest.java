package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottledPurgeTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33Z");
    private static final Duration LIFE = Duration.ofDays(90);

    private final ThrottledPurge purge = new ThrottledPurge();
    private final List<String> seen = new ArrayList<>();
    private int begun;

    /** A round of so many steps. */
    private BooleanSupplier round(int steps) {
        int number = ++begun;
        int[] left = {steps};
        return () -> {
            seen.add(number + "." + left[0]);
            return --left[0] > 0;
        };
    }

    @Test
    void aRoundTakesStepsUntilNothingIsLeft() {
        purge.run(NOW, LIFE, () -> round(3));
        assertThat(seen).containsExactly("1.3", "1.2", "1.1");
    }

    @ParameterizedTest
    @CsvSource({"P90D, PT1H", "PT10H, PT1H", "PT100S, PT10S", "PT5S, PT0.5S"})
    void theNextRoundBeginsAfterAnHourOrSoonerWhenRowsLiveShortly(Duration life, Duration pause) {
        purge.run(NOW, life, () -> round(1));
        purge.run(NOW.plus(pause).minusMillis(1), life, () -> round(1));
        assertThat(seen).containsExactly("1.1");
        purge.run(NOW.plus(pause), life, () -> round(1));
        assertThat(seen).containsExactly("1.1", "2.1");
    }

    @Test
    void aLongRoundIsInterruptedAndGoesOnWhereItWas() {
        purge.run(NOW, LIFE, () -> round(Integer.MAX_VALUE));
        int taken = seen.size();
        purge.run(NOW.plusSeconds(1), LIFE, () -> round(1));
        assertThat(taken).isPositive();
        assertThat(seen).hasSizeGreaterThan(taken).contains("1." + (Integer.MAX_VALUE - taken));
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void aStepThatFailsIsTriedAgain() {
        boolean[] away = {true};
        BooleanSupplier step = () -> {
            if (away[0]) {
                throw new IllegalStateException("the database is away");
            }
            seen.add("done");
            return false;
        };
        assertThatIllegalStateException().isThrownBy(() -> purge.run(NOW, LIFE, () -> step));
        away[0] = false;
        purge.run(NOW.plusSeconds(1), LIFE, () -> round(1));
        assertThat(seen).containsExactly("done");
    }

    @Test
    void itRestsThreeTimesAsLongAsItWorks() {
        long[] workedNanos = {0};
        long start = System.nanoTime();
        purge.run(NOW, LIFE, () -> () -> {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(20)) {
                Thread.onSpinWait();
            }
            workedNanos[0] += System.nanoTime() - begin;
            return true;
        });
        assertThat(workedNanos[0]).isLessThanOrEqualTo((System.nanoTime() - start) / 9);
    }
}
