package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.agentwarden.platform.BatchingQueue;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.deliveries.DeliveriesScheduled;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.engine.WebhookThreads;

/**
 * Puts deliveries on the queue once their transaction has committed. It hops to a thread of its own: in the phase after
 * a commit no transaction can be begun, and the request must not wait for the broker. One hop serves all transactions
 * that have committed meanwhile.
 */
@ApplicationScoped
public class WebhookDispatcher {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(WebhookDispatcher.class.getName()));

    /** Together some megabytes, when the broker does not answer; what comes then is left to the sweep. */
    private static final int MOST_WAITING = 20_000;

    private static final int LARGEST_GROUP = 200;

    /** Under load a message a hundredth of a second is enough, and leaves the machine to the webhooks. */
    private static final Duration PACE = Duration.ofMillis(10);

    @Inject
    private WebhookThreads threads;

    @Inject
    private Event<DeliveriesScheduled> committed;

    @Inject
    private DeliveryQueue queue;

    private BatchingQueue<DeliveryRef> groups;

    @PostConstruct
    void open() {
        groups = new BatchingQueue<>(threads, MOST_WAITING, LARGEST_GROUP, PACE, this::announce);
    }

    void hop(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesScheduled ready) {
        try {
            if (!groups.offer(ready.tickets())) {
                leaveToSweep(ready, "the broker is too slow");
            }
        } catch (RejectedExecutionException e) {
            leaveToSweep(ready, e.toString());
        }
    }

    /** On this thread, which is already not the request's. */
    private void announce(List<DeliveryRef> tickets) {
        CompletionStage<DeliveriesScheduled> unused =
                committed.fireAsync(new DeliveriesScheduled(tickets), NotificationOptions.ofExecutor(Runnable::run));
    }

    void on(@ObservesAsync DeliveriesScheduled ready) {
        try {
            queue.send(ready.tickets());
        } catch (RuntimeException e) {
            // Of the queue or of the container: nobody looks at what an asynchronous observer throws.
            leaveToSweep(ready, e.toString());
        }
    }

    private static void leaveToSweep(DeliveriesScheduled ready, String reason) {
        LOG.log(
                Level.WARNING,
                "queue",
                () -> ready.tickets().size() + " deliveries are not on the queue and wait for the sweep: " + reason);
    }
}
