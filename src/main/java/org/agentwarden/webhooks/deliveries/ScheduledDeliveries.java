package org.agentwarden.webhooks.deliveries;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.agentwarden.platform.ThrottledLog;

/**
 * The deliveries that the transaction of the caller schedules. When it has committed, one {@link DeliveriesScheduled} tells
 * the dispatcher of all of them; when it has not, the slots that were reserved for them are free again.
 *
 * <p>The dispatcher has a pool of its own over the container's threads. A {@code ManagedExecutorService} would capture the
 * caller's context with each event, for which Payara looks into each jar of the application (ADR 40).
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = ScheduledDeliveries.THREADS)
public class ScheduledDeliveries {

    static final String THREADS = "java:module/concurrent/WebhookDispatcher";

    private static final int DISPATCHERS = 2;
    private static final int MOST_WAITING = 20_000;

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(ScheduledDeliveries.class.getName()));

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @Resource(lookup = THREADS)
    private ManagedThreadFactory threads;

    @Inject
    private Event<DeliveriesScheduled> scheduled;

    @Inject
    private DeliverySlots slots;

    private ThreadPoolExecutor dispatchers;

    @PostConstruct
    void open() {
        dispatchers = new ThreadPoolExecutor(
                DISPATCHERS, DISPATCHERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), threads);
    }

    @PreDestroy
    void close() {
        dispatchers.shutdown();
    }

    /** A delivery that the transaction has claimed for this node; its slot is reserved. */
    public void addClaimed(ClaimedDelivery delivery) {
        ofTransaction().claimed.add(delivery);
    }

    /** A delivery that any node may claim when it is due. */
    public void addWaiting(ScheduledDelivery delivery) {
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
        private final List<ScheduledDelivery> waiting = new ArrayList<>();

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
                        new DeliveriesScheduled(claimed, waiting), NotificationOptions.ofExecutor(dispatchers));
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
