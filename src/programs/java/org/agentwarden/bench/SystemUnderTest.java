package org.agentwarden.bench;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** A server that takes the load, and the sink that receives its webhooks and no others. */
interface SystemUnderTest {

    /** The longest wait without a delivery before a run fails. */
    Duration STANDSTILL = Duration.ofSeconds(60);

    Duration BASELINE_TIME = Duration.ofSeconds(2);

    Options options();

    SinkProcess sink();

    Load load();

    /** Of the server itself, all its nodes. */
    Processes serverProcesses();

    /** Of the databases and brokers beside it; none when they run inside the server. */
    Processes storeProcesses();

    default Usage usage() {
        return new Usage(serverProcesses().cpu(), storeProcesses().cpu());
    }

    /** R, now. Something must have arrived before. */
    default double baseline() {
        return new Baseline(sink().yardstick(), sink().lastBody(), options().concurrency()).run(BASELINE_TIME);
    }

    /** Waits until all that was accepted has arrived, or nothing new has for a minute. */
    default void awaitArrivals(int countBefore, List<Load.Call> calls) {
        awaitArrivals(
                countBefore + (int) calls.stream().filter(Load.Call::accepted).count());
    }

    /** Waits until so many events have arrived since the sink was started, or nothing new has for a minute. */
    default void awaitArrivals(int expected) {
        int seen = sink().count();
        while (seen < expected) {
            int before = seen;
            try {
                seen = await().atMost(STANDSTILL)
                        .pollInterval(Duration.ofMillis(100))
                        .until(sink()::count, count -> count > before);
            } catch (ConditionTimeoutException e) {
                return;
            }
        }
    }
}
