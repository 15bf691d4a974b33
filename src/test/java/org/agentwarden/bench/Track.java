package org.agentwarden.bench;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.agentwarden.systems.AgentWardenServer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Where a part of the benchmark runs.
 *
 * @param concurrency how many reports are under way at once when the load saturates
 */
record Track(AgentWardenServer server, SinkProcess sink, Load load, int concurrency) {

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    Usage usage() {
        return Usage.of(server.pid());
    }

    /** Waits until all that was accepted has arrived, or nothing new has for a minute. */
    void awaitArrivals(int countBefore, List<Load.Report> reports) {
        long expected =
                countBefore + reports.stream().filter(Load.Report::accepted).count();
        int seen = sink.count();
        while (seen < expected) {
            int before = seen;
            try {
                seen = await().atMost(STANDSTILL)
                        .pollInterval(Duration.ofMillis(100))
                        .until(sink::count, count -> count > before);
            } catch (ConditionTimeoutException e) {
                return;
            }
        }
    }

    static double perSecond(int count, long fromMicros, long toMicros) {
        return count / (Math.max(1, toMicros - fromMicros) / 1e6);
    }

    static double cpuSecondsPerThousand(Usage before, Usage after, int events) {
        return after.cpu().minus(before.cpu()).toMillis() / (double) Math.max(1, events);
    }
}
