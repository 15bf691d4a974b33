package org.agentwarden.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Set<Disturbance> ALL = EnumSet.allOf(Disturbance.class);

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(steps(7, ALL, 40)).isEqualTo(steps(7, ALL, 40)).isNotEqualTo(steps(8, ALL, 40));
    }

    @Test
    void everyRoundHoldsEachDisturbanceOnceInAnOrderOfItsOwn() {
        List<Disturbance> order =
                steps(7, ALL, 40).stream().map(Plan.Step::disturbance).toList();

        List<List<Disturbance>> rounds = Stream.iterate(0, round -> round < 40, round -> round + 4)
                .map(round -> order.subList(round, round + 4))
                .toList();
        assertThat(rounds).allSatisfy(round -> assertThat(round).containsExactlyInAnyOrderElementsOf(ALL));
        assertThat(Set.copyOf(rounds)).hasSizeGreaterThan(1);
    }

    @Test
    void whatIsNotPossibleNeverHappens() {
        assertThat(steps(7, EnumSet.of(Disturbance.KILL), 10))
                .extracting(Plan.Step::disturbance)
                .containsOnly(Disturbance.KILL);
    }

    @Test
    void calmsAndOutagesVaryWithinTheirBounds() {
        List<Plan.Step> steps = steps(7, ALL, 200);

        assertThat(steps)
                .extracting(Plan.Step::calm)
                .allMatch(calm -> isWithin(calm, 5, 40))
                .anyMatch(calm -> isWithin(calm, 5, 15))
                .anyMatch(calm -> isWithin(calm, 30, 40));
        assertThat(steps)
                .extracting(Plan.Step::outage)
                .allMatch(outage -> isWithin(outage, 1, 15))
                .anyMatch(outage -> isWithin(outage, 1, 5))
                .anyMatch(outage -> isWithin(outage, 10, 15));
    }

    @Test
    void longOutagesLastTwentySecondsToAMinute() {
        Plan plan = new Plan(7, EnumSet.of(Disturbance.DATABASE_OUTAGE), Options.Outages.LONG);

        assertThat(Stream.generate(plan::next).limit(100))
                .extracting(Plan.Step::outage)
                .allMatch(outage -> isWithin(outage, 20, 60))
                .anyMatch(outage -> isWithin(outage, 50, 60));
    }

    private static boolean isWithin(Duration time, int shortestSeconds, int longestSeconds) {
        return time.compareTo(Duration.ofSeconds(shortestSeconds)) >= 0
                && time.compareTo(Duration.ofSeconds(longestSeconds)) <= 0;
    }

    private static List<Plan.Step> steps(long seed, Set<Disturbance> possible, int count) {
        Plan plan = new Plan(seed, possible, Options.Outages.SHORT);
        return Stream.generate(plan::next).limit(count).toList();
    }
}
