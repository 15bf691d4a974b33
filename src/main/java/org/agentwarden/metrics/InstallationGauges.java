package org.agentwarden.metrics;

import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.MetricsAccess;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.Backlog;
import org.agentwarden.webhooks.deliveries.DeliveryBacklog;
import org.agentwarden.webhooks.endpoints.EndpointCounts;

/**
 * Gauges of the whole installation, read from the database. They are read periodically and not when somebody scrapes: a
 * scrape never waits for the database. A value that is older than a minute is {@code NaN}.
 */
@ApplicationScoped
public class InstallationGauges extends PeriodicTask {

    private static final Duration LATELY = Duration.ofMinutes(1);

    /** Beyond that, how many there are makes no difference to anybody, but to the database. */
    private static final int MOST_COUNTED = 10_000;

    @Inject
    private MetricsRegistry meters;

    @Inject
    private DeliveryBacklog deliveries;

    @Inject
    private EndpointCounts counts;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    private volatile Optional<Snapshot> latest = Optional.empty();

    private record Snapshot(Instant at, Backlog backlog, EndpointCounts.Count endpoints) {}

    public InstallationGauges() {
        super("backlog-metrics", Duration.ofSeconds(10));
    }

    @PostConstruct
    void open() {
        gauge(
                "backlog.age.seconds",
                "How long the most overdue delivery waits",
                Tags.empty(),
                snapshot -> snapshot.backlog().age().toMillis() / 1e3);
        gauge(
                "backlog.deliveries",
                "Overdue deliveries, at most " + MOST_COUNTED,
                Tags.empty(),
                snapshot -> snapshot.backlog().deliveries());
        endpoints("healthy", EndpointCounts.Count::healthy);
        endpoints("failing", EndpointCounts.Count::failing);
        endpoints("disabled", EndpointCounts.Count::disabled);
    }

    private void endpoints(String health, Function<EndpointCounts.Count, Number> number) {
        gauge(
                "endpoints",
                "Webhook endpoints",
                Tags.of("health", health),
                snapshot -> number.apply(snapshot.endpoints()));
    }

    private void gauge(String name, String meaning, Tags labels, Function<Snapshot, Number> number) {
        meters.gauge(
                name,
                meaning,
                labels,
                () -> latest.filter(this::isFresh).map(number).orElse(Double.NaN));
    }

    private boolean isFresh(Snapshot snapshot) {
        return clock.instant().isBefore(snapshot.at().plus(LATELY));
    }

    /** Reads the numbers anew, as long as anybody can read the metrics. */
    @Override
    public void run() {
        if (settings.operations().metrics() == MetricsAccess.OPEN) {
            latest = Optional.of(new Snapshot(clock.instant(), deliveries.backlog(MOST_COUNTED), counts.count()));
        }
    }
}
