package org.agentwarden.metrics;

import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.webhooks.endpoints.EndpointCensus;
import org.agentwarden.webhooks.outbox.Backlog;
import org.agentwarden.webhooks.outbox.Deliveries;

/**
 * How the whole installation stands by its database. Looked at by the clock and not when somebody reads the numbers: a
 * scrape never waits for the database, nor costs it more than the clock does. What could not be looked at lately is not
 * a number.
 */
@ApplicationScoped
public class StandingMetrics {

    private static final Logger LOG = System.getLogger(StandingMetrics.class.getName());
    private static final Duration LATELY = Duration.ofMinutes(1);

    /** Beyond that, how many there are makes no difference to anybody, but to the database. */
    private static final int MOST_COUNTED = 10_000;

    @Inject
    private Meters meters;

    @Inject
    private Deliveries deliveries;

    @Inject
    private EndpointCensus census;

    @Inject
    private InstantSource clock;

    private volatile Optional<Standing> latest = Optional.empty();

    private record Standing(Instant at, Backlog backlog, EndpointCensus.Count endpoints) {}

    @PostConstruct
    void open() {
        gauge(
                "backlog.age.seconds",
                "How long the most overdue delivery waits",
                Tags.empty(),
                standing -> standing.backlog().age().toMillis() / 1e3);
        gauge(
                "backlog.deliveries",
                "Overdue deliveries, at most " + MOST_COUNTED,
                Tags.empty(),
                standing -> standing.backlog().deliveries());
        endpoints("healthy", EndpointCensus.Count::healthy);
        endpoints("failing", EndpointCensus.Count::failing);
        endpoints("disabled", EndpointCensus.Count::disabled);
    }

    private void endpoints(String health, Function<EndpointCensus.Count, Number> number) {
        gauge(
                "endpoints",
                "Webhook endpoints",
                Tags.of("health", health),
                standing -> number.apply(standing.endpoints()));
    }

    private void gauge(String name, String meaning, Tags labels, Function<Standing, Number> number) {
        meters.gauge(
                name,
                meaning,
                labels,
                () -> latest.filter(this::isFresh).map(number).orElse(Double.NaN));
    }

    private boolean isFresh(Standing standing) {
        return clock.instant().isBefore(standing.at().plus(LATELY));
    }

    /** So that the numbers are there before anybody asks. */
    void start(@Observes Startup event) {
        // Being constructed is enough.
    }

    /** Looks again. */
    void look() {
        try {
            latest = Optional.of(new Standing(clock.instant(), deliveries.backlog(MOST_COUNTED), census.count()));
        } catch (RuntimeException e) {
            latest = Optional.empty();
            LOG.log(Level.WARNING, "The backlog can not be looked at: {0}", e.toString());
        }
    }
}
