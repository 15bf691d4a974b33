package org.agentwarden.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers of this node, from its start on. Every counter is there with zero before anything has happened, so that a
 * rate over its first increase is right; no label has values without a bound. Safe for threads.
 */
@ApplicationScoped
public class MetricsRegistry {

    private static final String PREFIX = "agentwarden.";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    @PostConstruct
    void watchMachine() {
        Stream<MeterBinder> binders = Stream.of(
                collections,
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics());
        binders.forEach(binder -> binder.bindTo(registry));
    }

    @PreDestroy
    void close() {
        collections.close();
        registry.close();
    }

    /** All of them in Prometheus' text format 0.0.4. */
    public String scrape(ExpositionFormat format) {
        return registry.scrape(format.contentType());
    }

    Counter counter(String name, String meaning) {
        return Counter.builder(PREFIX + name).description(meaning).register(registry);
    }

    /** A counter that its owner keeps and that is read at each scrape. The owner is held weakly. */
    <T> void counter(String name, String meaning, Tags labels, T owner, ToDoubleFunction<T> count) {
        FunctionCounter.builder(PREFIX + name, owner, count)
                .description(meaning)
                .tags(labels)
                .register(registry);
    }

    /** A counter for each of the constants, told apart by a label. */
    <E extends Enum<E>> Map<E, Counter> counters(
            String name, String meaning, String label, Set<E> constants, Function<E, String> spelling) {
        return constants.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        constant -> Counter.builder(PREFIX + name)
                                .description(meaning)
                                .tag(label, spelling.apply(constant))
                                .register(registry)));
    }

    /** Counts up the one for the constant. */
    static <E extends Enum<E>> void count(Map<E, Counter> counters, E constant) {
        Counter counter = counters.get(constant);
        if (counter != null) {
            counter.increment();
        }
    }

    /** A histogram of durations. */
    Timer timer(String name, String meaning, Duration... buckets) {
        return Timer.builder(PREFIX + name)
                .description(meaning)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** A value that is asked for at each scrape. */
    void gauge(String name, String meaning, Tags labels, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value).description(meaning).tags(labels).register(registry);
    }
}
