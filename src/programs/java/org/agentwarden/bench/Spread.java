package org.agentwarden.bench;

import java.util.stream.DoubleStream;

/** What repeats of one measurement have in common; {@link Double#NaN} when nothing was measured. */
record Spread(double median, double least, double most) {

    static Spread of(DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        int count = sorted.length;
        return count == 0
                ? new Spread(Double.NaN, Double.NaN, Double.NaN)
                : new Spread((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, sorted[0], sorted[count - 1]);
    }
}
