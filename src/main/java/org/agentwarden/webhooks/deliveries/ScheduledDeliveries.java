package org.agentwarden.webhooks.deliveries;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.agentwarden.platform.ThrottledLog;

/**
 * The deliveries that the transaction of the caller schedules. When it has committed, one {@link DeliveriesScheduled} tells
 * the dispatcher of all of them, on a thread of its own; when it has not, the room that was reserved for them is free again.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = ScheduledDeliveries.EXECUTOR, maxAsync = 2)
public class ScheduledDeliveries {

    static final String EXECUTOR = "java:module/concurrent/WebhookDispatcher";

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(ScheduledDeliveries.class.getName()));

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @Resource(lookup = EXECUTOR)
    private ManagedExecutorService executor;

    @Inject
    private Event<DeliveriesScheduled> scheduled;

    @Inject
    private DeliverySlots slots;

    /** A delivery that the transaction has claimed for this node; its slot is reserved. */
    public void addClaimed(ClaimedDelivery delivery) {
        ofTransaction().claimed.add(delivery);
    }

    /** A delivery that any node may claim when it is due. */
    public void addWaiting(DeliveryRef delivery) {
        ofTransaction().waiting.add(delivery);
    }

    private Completion ofTransaction() {
        Completion known = (Completion) transaction.getResource(Completion.class);
        if (known != null) {
            return known;
        }
        Completion completion = new Completion();
        transaction.registerInterposedSynchronization(completion);
        transaction.putResource(Completion.class, completion);
        return completion;
    }

    private final class Completion implements Synchronization {

        private final List<ClaimedDelivery> claimed = new ArrayList<>();
        private final List<DeliveryRef> waiting = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            // Only a commit counts.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                raise();
            } else {
                releaseSlots();
            }
        }

        private void raise() {
            try {
                CompletionStage<DeliveriesScheduled> unused = scheduled.fireAsync(
                        new DeliveriesScheduled(claimed, waiting), NotificationOptions.ofExecutor(executor));
            } catch (RejectedExecutionException e) {
                releaseSlots();
                LOG.log(
                        Level.WARNING,
                        "rejected",
                        () -> claimed.size() + waiting.size() + " deliveries wait for the sweep: " + e);
            }
        }

        private void releaseSlots() {
            claimed.forEach(delivery -> slots.release(delivery.endpointId()));
        }
    }
}
