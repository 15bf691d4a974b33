package org.agentwarden.bench;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * The repeats of one measurement.
 *
 * @param ratio deliveries to R; of each repeat by itself
 * @param answerToReceipt as {@link Stage.Delays} has it
 */
record Row(
        String name,
        int repeats,
        Spread accepted,
        Spread delivered,
        Spread baseline,
        Spread ratio,
        Latency dueToAnswer,
        Latency dueToReceipt,
        Latency answerToReceipt,
        Spread serverCost,
        Spread databaseCost,
        long events,
        long refused,
        long missing,
        long duplicates) {

    static Row of(List<Stage> stages) {
        return new Row(
                stages.get(0).name(),
                stages.size(),
                spread(stages, stage -> stage.rates().accepted()),
                spread(stages, stage -> stage.rates().delivered()),
                spread(stages, stage -> stage.rates().baseline()),
                spread(stages, stage -> stage.rates().ratio()),
                latency(stages, Stage.Delays::dueToAnswer),
                latency(stages, Stage.Delays::dueToReceipt),
                latency(stages, Stage.Delays::answerToReceipt),
                spread(stages, stage -> stage.cost().server()),
                spread(stages, stage -> stage.cost().database()),
                sum(stages, stage -> stage.counts().accepted()),
                sum(stages, stage -> stage.counts().refused()),
                sum(stages, stage -> stage.counts().missing()),
                sum(stages, stage -> stage.counts().duplicates()));
    }

    private static Spread spread(List<Stage> stages, ToDoubleFunction<Stage> number) {
        return Spread.of(stages.stream().mapToDouble(number));
    }

    private static long sum(List<Stage> stages, ToLongFunction<Stage> number) {
        return stages.stream().mapToLong(number).sum();
    }

    private static Latency latency(List<Stage> stages, Function<Stage.Delays, Histogram> which) {
        return Latency.of(stages.stream().map(Stage::delays).map(which).toList());
    }
}
