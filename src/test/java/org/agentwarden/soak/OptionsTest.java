package org.agentwarden.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private final Properties properties = new Properties();

    @Test
    void withoutAnyPropertyItIsHalfAnHourOnWhatTheServerBringsAlong() {
        Options options = Options.from(properties);

        assertThat(options.load()).isEqualTo(Duration.ofMinutes(30));
        assertThat(options.requestsPerSecond()).isEqualTo(50);
        assertThat(options.disturbances()).containsExactly(Disturbance.KILL, Disturbance.RESTART);
    }

    @Test
    void onlyWhatIsOutsideOfTheServerCanBeTakenAway() {
        properties.setProperty("database", "postgresql");
        properties.setProperty("broker", "external");

        assertThat(Options.from(properties).disturbances()).containsExactly(Disturbance.values());
    }

    @Test
    void betweenLongOutagesNothingIsRestarted() {
        properties.setProperty("outages", "long");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.from(properties));

        properties.setProperty("database", "postgresql");
        assertThat(Options.from(properties).disturbances()).containsExactly(Disturbance.DATABASE_OUTAGE);
    }

    @Test
    void severalNodesNeedADatabaseAndABrokerOfTheirOwn() {
        properties.setProperty("nodes", "2");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.from(properties));

        properties.setProperty("database", "postgresql");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.from(properties));

        properties.setProperty("broker", "pair");
        assertThat(Options.from(properties).nodes()).isEqualTo(2);
    }

    @Test
    void aSeedIsKeptAndNoSeedIsANewOne() {
        properties.setProperty("seed", "42");
        assertThat(Options.from(properties).seed()).isEqualTo(42);

        properties.setProperty("seed", "");
        assertThat(Options.from(properties).seed())
                .isNotEqualTo(Options.from(properties).seed());
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        properties.setProperty("database", "oracle");

        assertThatIllegalArgumentException().isThrownBy(() -> Options.from(properties));
    }
}
