package org.agentwarden.bench;

import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** Compares what was reported with what arrived. */
final class Ledger {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final List<Load.Call> accepted;
    private final int refused;
    private final Arrivals arrivals;

    /**
     * @throws BenchFailed when the server accepted none of the calls
     */
    Ledger(List<Load.Call> calls, Arrivals arrivals) {
        this.accepted = calls.stream().filter(Load.Call::accepted).toList();
        this.refused = calls.size() - accepted.size();
        this.arrivals = arrivals;
        if (accepted.isEmpty()) {
            throw new BenchFailed("The server accepted none of " + calls.size() + " calls");
        }
    }

    Stage.Counts counts(long duplicates) {
        return new Stage.Counts(accepted.size(), refused, missing(), duplicates);
    }

    int accepted() {
        return accepted.size();
    }

    int missing() {
        return (int) accepted.stream().filter(call -> arrived(call) == 0).count();
    }

    long firstDueMicros() {
        return accepted.stream().mapToLong(Load.Call::dueMicros).min().orElseThrow();
    }

    long lastAnswerMicros() {
        return accepted.stream().mapToLong(Load.Call::answeredMicros).max().orElseThrow();
    }

    /** 0 when nothing has arrived. */
    long lastArrivalMicros() {
        return accepted.stream().mapToLong(this::arrived).max().orElseThrow();
    }

    /** How many of the accepted events arrived at that time or later. */
    int arrivedSince(long micros) {
        return (int) accepted.stream().filter(call -> arrived(call) >= micros).count();
    }

    double acceptedPerSecond() {
        return perSecond(accepted.size(), firstDueMicros(), lastAnswerMicros());
    }

    /** From the first call to the last arrival. */
    double deliveredPerSecond() {
        return perSecond(accepted.size() - missing(), firstDueMicros(), lastArrivalMicros());
    }

    static double perSecond(int count, long fromMicros, long toMicros) {
        return count / (Math.max(1, toMicros - fromMicros) / 1e6);
    }

    Stage.Delays delays() {
        return new Stage.Delays(
                histogram(accepted, call -> call.answeredMicros() - call.dueMicros()),
                histogram(arrivedCalls(), call -> arrived(call) - call.dueMicros()),
                histogram(arrivedCalls(), call -> arrived(call) - call.answeredMicros()));
    }

    private List<Load.Call> arrivedCalls() {
        return accepted.stream().filter(call -> arrived(call) > 0).toList();
    }

    private long arrived(Load.Call call) {
        return arrivals.of(call.sequence());
    }

    private static Histogram histogram(List<Load.Call> calls, ToLongFunction<Load.Call> micros) {
        Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        calls.forEach(call -> histogram.recordValue(Math.max(0, micros.applyAsLong(call))));
        return histogram;
    }
}
