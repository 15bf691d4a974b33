package org.agentwarden.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadFactorTest {

    @ParameterizedTest
    @CsvSource({"0.5, 30", "1, 30", "2.5, 75", "20, 600", "1000, 600"})
    void aBusyMachineHasItsTimeInProportionUpToTwentyTimes(double factor, int seconds) {
        assertThat(LoadFactor.scale(Duration.ofSeconds(30), factor)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void noWaitIsShorterThanOnAQuietMachine() {
        assertThat(LoadFactor.scale(Duration.ofSeconds(30))).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(10));
    }
}
