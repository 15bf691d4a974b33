package org.agentwarden.bench;

import java.time.Duration;

/**
 * What one part of the benchmark measured.
 *
 * @param acceptedPerSecond reports that the server answered with 200, per second of the load
 * @param deliveredPerSecond first arrivals per second: of the load for ingest, of the drain for a drain
 * @param endToEndPerSecond all accepted events, by the time from the first report to the last arrival
 * @param refused reports that had any other answer, or none
 * @param missing accepted events that had not arrived when the benchmark lost patience
 * @param duplicates requests that repeated an event
 * @param accept from the time when a report was due until its answer
 * @param receipt from the time when a report was due until the webhook was there
 * @param cpuSecondsPerThousand what the server used for a thousand events of this part, until the last arrival
 * @param inFlight unanswered requests that the server kept open while the sink was closed; 0 for ingest
 */
record Stage(
        String name,
        Duration load,
        int accepted,
        double acceptedPerSecond,
        double deliveredPerSecond,
        double endToEndPerSecond,
        int refused,
        int missing,
        long duplicates,
        Latency accept,
        Latency receipt,
        double cpuSecondsPerThousand,
        int inFlight) {}
