package org.agentwarden.systems;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * How much longer than on a quiet machine tests wait for an effect before they give up: measured once, when the first
 * test waits.
 */
public final class LoadFactor {

    private static final double LARGEST = 20;
    private static final int SAMPLES = 3;
    private static final Duration SAMPLE = Duration.ofMillis(50);

    private static final double FACTOR = limited(
            DoubleStream.generate(LoadFactor::sample).limit(SAMPLES).max().orElse(1));

    private LoadFactor() {}

    /** That time on a quiet machine, up to 20 times as long on a busy one. */
    public static Duration scale(Duration quiet) {
        return scale(quiet, FACTOR);
    }

    static Duration scale(Duration quiet, double factor) {
        return Duration.ofMillis(Math.round(quiet.toMillis() * limited(factor)));
    }

    /** The time that passes while a thread computes, by the time for which it has a core. */
    private static double sample() {
        var threads = ManagementFactory.getThreadMXBean();
        long start = System.nanoTime();
        long computing = threads.getCurrentThreadCpuTime();
        long computed = 0;
        while (computed < SAMPLE.toNanos()) {
            computed = threads.getCurrentThreadCpuTime() - computing;
        }
        return (double) (System.nanoTime() - start) / computed;
    }

    private static double limited(double factor) {
        return Math.min(LARGEST, Math.max(1, factor));
    }
}
