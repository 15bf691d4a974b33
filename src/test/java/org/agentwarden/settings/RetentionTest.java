package org.agentwarden.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private final Retention retention =
            new Retention(Optional.empty(), Map.of(Plan.FREE, Duration.ofDays(7), Plan.PRO, Duration.ofDays(90)));

    @Test
    void theLongestRuleOfSeveralPlansHolds() {
        assertThat(retention.longestOf(Set.of(Plan.FREE))).contains(Duration.ofDays(7));
        assertThat(retention.longestOf(Set.of(Plan.FREE, Plan.PRO))).contains(Duration.ofDays(90));
    }

    @Test
    void forEverIsTheLongestRule() {
        assertThat(retention.longestOf(Set.of(Plan.FREE, Plan.ENTERPRISE))).isEmpty();
    }
}
