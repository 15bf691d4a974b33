package org.agentwarden.bench;

import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * In milliseconds; {@link Double#NaN} when nothing was measured.
 *
 * @param p50 the median of the repeats, like {@code p95} and {@code p99}
 * @param max of all repeats
 * @param all what all repeats have recorded, in microseconds
 */
record Latency(double p50, double p95, double p99, double max, Histogram all) {

    static Latency of(List<Histogram> repeats) {
        Histogram all = new Histogram(3);
        repeats.forEach(all::add);
        return new Latency(
                percentile(repeats, 50),
                percentile(repeats, 95),
                percentile(repeats, 99),
                all.getTotalCount() == 0 ? Double.NaN : all.getMaxValue() / 1000.0,
                all);
    }

    private static double percentile(List<Histogram> repeats, double percentile) {
        DoubleStream values = repeats.stream()
                .filter(repeat -> repeat.getTotalCount() > 0)
                .mapToDouble(repeat -> repeat.getValueAtPercentile(percentile) / 1000.0);
        return Spread.of(values).median();
    }
}
