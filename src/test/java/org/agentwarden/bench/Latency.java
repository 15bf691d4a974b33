package org.agentwarden.bench;

import org.HdrHistogram.Histogram;

/** Percentiles in milliseconds; zeros when nothing was measured. */
record Latency(double p50, double p95, double p99, double max) {

    static Latency of(Histogram micros) {
        return new Latency(
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(95) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }
}
