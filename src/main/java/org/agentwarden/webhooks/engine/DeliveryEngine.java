package org.agentwarden.webhooks.engine;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.platform.BatchingQueue;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.WorkerPool;
import org.agentwarden.platform.schedule.Scheduler;
import org.agentwarden.settings.OutgoingLimits;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.DeliverySlots;
import org.agentwarden.webhooks.deliveries.EndedAttempt;
import org.agentwarden.webhooks.endpoints.EndpointDeleted;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.scheduling.BacklogSearch;
import org.agentwarden.webhooks.scheduling.DeliveryScheduler;
import org.agentwarden.webhooks.scheduling.SchedulerLimits;
import org.agentwarden.webhooks.scheduling.SendSlot;

/** Claims, sends and records deliveries on {@link WebhookThreads}, as {@link DeliveryScheduler} decides. */
@ApplicationScoped
public class DeliveryEngine implements DeliverySlots {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(DeliveryEngine.class.getName()));

    /** Bounds the payloads in memory. */
    private static final int MOST_CLAIMED = 1_024;

    private static final int LARGEST_BATCH = 256;

    /** Nobody waits for an outcome. A crash repeats what was sent within this time. */
    private static final Duration OUTCOME_INTERVAL = Duration.ofMillis(20);

    /** The other threads are for receivers that answer. */
    private static final int MOST_UNPROVEN = WebhookThreads.SENDERS * 5 / 8;

    private static final int MOST_UNRESPONSIVE = WebhookThreads.SENDERS / 4;

    @Inject
    private WebhookThreads threads;

    @Inject
    private DeliveryClaims claims;

    @Inject
    private BacklogClaims backlog;

    @Inject
    private DeliveryAttempt attempt;

    @Inject
    private AttemptRecorder recorder;

    @Inject
    private Scheduler schedule;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    private DeliveryScheduler scheduler;
    private QueueClaims queueClaims;
    private WorkerPool<BacklogSearch> searchers;
    private WorkerPool<SendSlot> senders;
    private BatchingQueue<EndedAttempt> outcomes;
    private BatchingQueue<ClaimedDelivery> unsent;

    @PostConstruct
    void open() {
        OutgoingLimits outgoing = settings.outgoing();
        scheduler = new DeliveryScheduler(
                new SchedulerLimits(
                        MOST_CLAIMED,
                        LARGEST_BATCH,
                        MOST_UNPROVEN,
                        MOST_UNRESPONSIVE,
                        outgoing.perOrganization(),
                        outgoing.perReceiver(),
                        outgoing.perMinute()),
                clock);
        queueClaims = new QueueClaims(scheduler, claims, clock);
        AttemptRunner runner = new AttemptRunner(
                attempt,
                scheduler,
                ended -> tryTo(() -> outcomes.offer(List.of(ended))),
                left -> tryTo(() -> unsent.offer(List.of(left))),
                this::finish);
        BacklogSearcher searcher = new BacklogSearcher(backlog, scheduler, schedule, clock, () -> wake(searchers));
        searchers = new WorkerPool<>(threads, 1, scheduler::nextSearch, scheduler::hasSearch, search -> {
            searcher.run(search);
            wake(senders);
        });
        senders =
                new WorkerPool<>(threads, WebhookThreads.SENDERS, scheduler::nextSlot, scheduler::hasSlot, runner::run);
        outcomes = new BatchingQueue<>(threads, Integer.MAX_VALUE, LARGEST_BATCH, OUTCOME_INTERVAL, this::record);
        unsent = new BatchingQueue<>(threads, Integer.MAX_VALUE, LARGEST_BATCH, OUTCOME_INTERVAL, this::giveBack);
    }

    /**
     * Waits for requests in flight; claims that are not sent yet end with their leases. Not in {@code @PreDestroy}: the
     * client may be destroyed before this bean.
     */
    void close(@Observes Shutdown shutdown) {
        scheduler.close();
        threads.close(settings.webhookTimeout().toMillis());
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointDeleted deleted) {
        scheduler.forget(deleted.endpointId());
    }

    @Override
    public boolean tryReserve(String endpointId, boolean failing) {
        return scheduler.tryReserve(endpointId, failing);
    }

    @Override
    public void release(String endpointId) {
        scheduler.release(endpointId);
        wake(searchers);
    }

    /** Sends deliveries that were claimed for this node, each in a reserved slot. Returns at once. */
    public void send(Collection<ClaimedDelivery> claimed) {
        claimed.forEach(scheduler::add);
        wake(senders);
    }

    /**
     * Claims what is due and has room; {@link #send} must be called with it. Blocks for two short transactions.
     *
     * @param behindBacklog whether to look also at deliveries of endpoints whose backlog this node sends already
     */
    public ClaimedBatch claim(Collection<DeliveryRef> deliveries, boolean behindBacklog) {
        try {
            return queueClaims.claim(deliveries, behindBacklog);
        } finally {
            wake(searchers);
        }
    }

    /**
     * Searches endpoints with overdue deliveries, resumes searches that were not resumed in time, and starts work for which
     * no thread was free. Called periodically.
     */
    public void drainBacklog(Collection<WebhookEndpoint> overdue) {
        scheduler.noteFailing(
                ids(overdue.stream().filter(endpoint -> endpoint.health().isFailing())));
        scheduler.addBacklog(ids(overdue.stream()));
        scheduler.resumeOverdue();
        Stream.<Runnable>of(searchers::wake, senders::wake, outcomes::wake, unsent::wake)
                .forEach(DeliveryEngine::tryTo);
    }

    private static List<String> ids(Stream<WebhookEndpoint> endpoints) {
        return endpoints.map(WebhookEndpoint::id).toList();
    }

    /** How many deliveries this node has claimed and not finished. */
    public int claimed() {
        return scheduler.claimed();
    }

    /** How many of them are being sent. */
    public int inFlight() {
        return scheduler.inFlight();
    }

    private void record(List<EndedAttempt> batch) {
        try {
            recorder.record(batch);
        } finally {
            batch.forEach(attempt -> finish(attempt.delivery()));
        }
    }

    /** The next claim sends them, or cancels them if their endpoint is disabled. */
    private void giveBack(List<ClaimedDelivery> deliveries) {
        try {
            claims.release(deliveries);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "release " + e.getClass().getName(),
                    () -> deliveries.size() + " deliveries wait for the end of their leases: " + e);
        } finally {
            deliveries.forEach(this::finish);
        }
        scheduler.addBacklog(
                deliveries.stream().map(ClaimedDelivery::endpointId).collect(Collectors.toSet()));
        wake(searchers);
    }

    private void finish(ClaimedDelivery delivery) {
        scheduler.finished(delivery);
        wake(searchers);
    }

    private static void wake(WorkerPool<?> pool) {
        tryTo(pool::wake);
    }

    /** If no thread is free, {@link #drainBacklog} tries again. */
    private static void tryTo(Runnable handOver) {
        try {
            handOver.run();
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, "rejected", () -> "No thread is free, or the server stops: " + e);
        }
    }
}
