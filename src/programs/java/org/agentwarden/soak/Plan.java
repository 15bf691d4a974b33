package org.agentwarden.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which disturbance comes when: in rounds, each of which holds every possible one once in a random order, at random
 * moments. The seed decides all of it. Not thread-safe.
 */
final class Plan {

    private static final Duration SHORTEST_CALM = Duration.ofSeconds(5);
    private static final Duration LONGEST_CALM = Duration.ofSeconds(40);

    private final Set<Disturbance> possible;
    private final Options.Outages outages;
    private final Random random;
    private final Deque<Disturbance> round = new ArrayDeque<>();

    /** At least one disturbance must be possible. */
    Plan(long seed, Set<Disturbance> possible, Options.Outages outages) {
        this.random = new Random(seed);
        this.outages = outages;
        this.possible = new TreeSet<>(possible);
    }

    /**
     * One thing that happens.
     *
     * @param calm how long everything is well before it
     * @param outage how long whatever is taken away stays away
     */
    record Step(Duration calm, Disturbance disturbance, Duration outage) {}

    /** The next step; there is no end to them. */
    Step next() {
        if (round.isEmpty()) {
            List<Disturbance> shuffled = new ArrayList<>(possible);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        Duration calm = between(SHORTEST_CALM, LONGEST_CALM);
        return new Step(calm, round.remove(), between(outages.shortest(), outages.longest()));
    }

    private Duration between(Duration shortest, Duration longest) {
        long range = longest.minus(shortest).toMillis();
        return shortest.plusMillis((long) (random.nextDouble() * range));
    }
}
