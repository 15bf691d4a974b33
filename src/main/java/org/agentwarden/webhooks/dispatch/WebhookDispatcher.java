package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.agentwarden.platform.BatchingQueue;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveriesScheduled;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;
import org.agentwarden.webhooks.engine.DeliveryEngine;
import org.agentwarden.webhooks.engine.WebhookThreads;

/**
 * Dispatches deliveries after the commit of their transaction. Those that this node has claimed go to the engine at once.
 * All go onto the durable queue, to come back when they can be claimed: the claimed ones at the end of their lease, in case
 * this node dies.
 */
@ApplicationScoped
public class WebhookDispatcher {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(WebhookDispatcher.class.getName()));

    /** Some megabytes when the broker does not answer; further deliveries are left to the sweep. */
    private static final int MOST_WAITING = 20_000;

    private static final int LARGEST_MESSAGE = 200;

    /** There is no room for these, or they are due later: twenty messages a second are enough. */
    private static final Duration WAITING_INTERVAL = Duration.ofMillis(50);

    /** Nobody waits for these. What is stored within this time before a crash waits for the sweep. */
    private static final Duration CLAIMED_INTERVAL = Duration.ofMillis(100);

    @Inject
    private DeliveryEngine engine;

    @Inject
    private DeliveryQueue queue;

    @Inject
    private WebhookThreads threads;

    private final LongAdder dispatched = new LongAdder();
    private BatchingQueue<ScheduledDelivery> waiting;
    private BatchingQueue<ScheduledDelivery> claimed;

    @PostConstruct
    void open() {
        waiting = new BatchingQueue<>(threads, MOST_WAITING, LARGEST_MESSAGE, WAITING_INTERVAL, this::send);
        claimed = new BatchingQueue<>(threads, MOST_WAITING, LARGEST_MESSAGE, CLAIMED_INTERVAL, this::send);
    }

    void on(@ObservesAsync DeliveriesScheduled scheduled) {
        dispatched.add(scheduled.claimed().size() + scheduled.waiting().size());
        if (!scheduled.claimed().isEmpty()) {
            engine.send(scheduled.claimed());
            enqueue(
                    claimed,
                    scheduled.claimed().stream()
                            .map(ClaimedDelivery::afterLease)
                            .toList());
        }
        if (!scheduled.waiting().isEmpty()) {
            enqueue(waiting, scheduled.waiting());
        }
    }

    private static void enqueue(BatchingQueue<ScheduledDelivery> batches, Collection<ScheduledDelivery> deliveries) {
        try {
            if (!batches.offer(deliveries)) {
                leaveToSweep(deliveries.size(), "the broker is too slow");
            }
        } catch (RejectedExecutionException e) {
            leaveToSweep(deliveries.size(), e.toString());
        }
    }

    private void send(List<ScheduledDelivery> batch) {
        try {
            queue.send(batch);
        } catch (RuntimeException e) {
            leaveToSweep(batch.size(), e.toString());
        }
    }

    private static void leaveToSweep(int deliveries, String reason) {
        LOG.log(
                Level.WARNING,
                "queue",
                () -> deliveries + " deliveries are not on the queue and are left to the sweep: " + reason);
    }

    /** How many deliveries this node has dispatched since its start. */
    public long dispatched() {
        return dispatched.sum();
    }
}
