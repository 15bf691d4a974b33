package org.agentwarden.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.LongStream;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded.Recorded;
import org.agentwarden.webhooks.deliveries.OutcomeDropped;
import org.agentwarden.webhooks.dispatch.DeliveryQueue;
import org.agentwarden.webhooks.dispatch.WebhookDispatcher;
import org.agentwarden.webhooks.dispatch.WebhookWatch;
import org.agentwarden.webhooks.endpoints.EventType;
import org.agentwarden.webhooks.engine.DeliveryEngine;
import org.agentwarden.webhooks.engine.OverdueFound;
import org.agentwarden.webhooks.outbox.EventStored;

/**
 * Counts events, attempts and what came of them, once it is committed. Attempts come in groups: an observer that was
 * called for each of some thousand attempts a second would be felt.
 */
@ApplicationScoped
public class DeliveryMetrics {

    private static final Duration[] OF_AN_ATTEMPT = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    /** The schedule of retries goes on for minutes, an outage for hours. */
    private static final Duration[] FROM_EVENT_TO_ANSWER = millis(
            25,
            50,
            100,
            250,
            500,
            1_000,
            2_500,
            5_000,
            10_000,
            30_000,
            60_000,
            180_000,
            600_000,
            3_600_000,
            21_600_000);

    @Inject
    private MetricsRegistry meters;

    @Inject
    private DeliveryEngine engine;

    @Inject
    private WebhookDispatcher dispatcher;

    @Inject
    private DeliveryQueue queue;

    @Inject
    private WebhookWatch watch;

    private Map<EventType, Counter> events;
    private Map<AttemptEnding, Counter> attempts;
    private Timer duration;
    private Timer latency;
    private Counter finds;
    private Counter dropped;

    @PostConstruct
    void open() {
        events = meters.counters(
                "events",
                "Events stored to be delivered",
                "event",
                EnumSet.allOf(EventType.class),
                EventType::wireName);
        attempts = meters.counters(
                "delivery.attempts",
                "Attempts to deliver",
                "outcome",
                EnumSet.allOf(AttemptEnding.class),
                AttemptEnding::wireName);
        duration = meters.timer("delivery.attempt", "How long attempts take", OF_AN_ATTEMPT);
        latency = meters.timer(
                "delivery.latency", "From the event to the answer of the receiver that took it", FROM_EVENT_TO_ANSWER);
        finds = meters.counter("sweep.finds", "Endpoints whose overdue deliveries were found by the sweep");
        meters.counter(
                "deliveries.dispatched",
                "Deliveries handed over after the commit that scheduled them",
                Tags.empty(),
                dispatcher,
                WebhookDispatcher::dispatched);
        meters.counter(
                "queue.deliveries.sent",
                "Deliveries named by messages that were put onto the queue",
                Tags.empty(),
                queue,
                DeliveryQueue::sent);
        meters.counter(
                "queue.deliveries.received",
                "Deliveries named by messages that were taken from the queue",
                Tags.empty(),
                queue,
                DeliveryQueue::received);
        dropped = meters.counter("outcomes.dropped", "Outcomes that came too late to be recorded");
        meters.gauge("deliveries.in.flight", "Requests under way", Tags.empty(), engine::inFlight);
        meters.gauge("deliveries.claimed", "Deliveries claimed and not finished", Tags.empty(), engine::claimed);
        meters.gauge(
                "broker.up",
                "1 when the broker could be reached at the last look",
                Tags.empty(),
                () -> watch.brokerUp() ? 1 : 0);
    }

    private static Duration[] millis(long... millis) {
        return LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** So that the numbers are there before anything has happened. */
    void start(@Observes Startup event) {
        // Being constructed is enough.
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventStored event) {
        MetricsRegistry.count(events, event.type());
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) AttemptsRecorded event) {
        event.attempts().forEach(this::count);
    }

    private void count(Recorded attempt) {
        AttemptOutcome outcome = attempt.outcome();
        MetricsRegistry.count(attempts, outcome.ending());
        duration.record(outcome.exchange().duration());
        if (outcome.delivered()) {
            latency.record(Duration.between(
                            attempt.delivery().event().createdAt(),
                            outcome.exchange().startedAt())
                    .plus(outcome.exchange().duration()));
        }
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutcomeDropped event) {
        dropped.increment();
    }

    void on(@Observes OverdueFound event) {
        finds.increment(event.endpoints());
    }
}
