package org.agentwarden.bench;

import org.HdrHistogram.Histogram;

/** What one measurement of one kind of load has shown. */
record Stage(String name, Counts counts, Rates rates, Delays delays, Cost cost) {

    /**
     * Events, or calls where no events are meant.
     *
     * @param refused calls that had any answer but 200, or none
     * @param missing accepted events that had not arrived when the benchmark lost patience
     * @param duplicates requests that repeated an event
     */
    record Counts(int accepted, int refused, int missing, long duplicates) {}

    /**
     * Per second; {@link Double#NaN} for what was not measured.
     *
     * @param baseline R, within seconds of this measurement
     * @param delivered first arrivals: of an ingest from the first call to the last arrival, of a drain from the opening
     *     of the sink to the last arrival
     */
    record Rates(double accepted, double delivered, double baseline) {

        double ratio() {
            return delivered / baseline;
        }
    }

    /**
     * In microseconds.
     *
     * @param answerToReceipt 0 for an event that arrived before its caller had the answer
     */
    record Delays(Histogram dueToAnswer, Histogram dueToReceipt, Histogram answerToReceipt) {}

    /** Seconds of processor time for a thousand events, until the last has arrived. */
    record Cost(double server, double database) {

        static Cost between(Usage before, Usage after, int events) {
            double thousands = Math.max(1, events) / 1000.0;
            return new Cost(
                    after.server().minus(before.server()).toMillis() / 1000.0 / thousands,
                    after.database().minus(before.database()).toMillis() / 1000.0 / thousands);
        }
    }
}
