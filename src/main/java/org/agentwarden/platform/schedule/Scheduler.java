package org.agentwarden.platform.schedule;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.agentwarden.platform.ReportsStartFailure;

/**
 * Runs the periodic tasks, each on a thread of its own, so that a slow one delays no other. It uses a pool of managed
 * threads and neither EJB timers nor a managed scheduled executor: Payara drops a timer for good after two failures in a
 * row, and how many threads a managed executor has differs from server to server.
 */
@Singleton
@Startup
@Interceptors(ReportsStartFailure.class)
@DependsOn({"Migrations", "EncryptionKeyCheck"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@ManagedThreadFactoryDefinition(name = Scheduler.FACTORY)
public class Scheduler {

    static final String FACTORY = "java:module/concurrent/ScheduleThreads";

    private static final Logger LOG = System.getLogger(Scheduler.class.getName());

    /** For what {@link #runAfter} runs. */
    private static final int OTHER_THREADS = 2;

    private static final Duration LONGEST_FIRST_DELAY = Duration.ofSeconds(1);

    /** How soon a task that has failed runs again, if its period is longer. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private static final int STOP_SECONDS = 5;

    @Resource(lookup = FACTORY)
    private ManagedThreadFactory factory;

    @Inject
    private Schedule schedule;

    private ScheduledThreadPoolExecutor threads;

    @PostConstruct
    void start() {
        threads = new ScheduledThreadPoolExecutor(schedule.tasks().size() + OTHER_THREADS, factory);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        schedule.tasks().forEach(this::repeat);
    }

    private void repeat(ScheduledTask task) {
        boolean isFrequent = task.period().compareTo(RETRY_INTERVAL) <= 0;
        long interval = (isFrequent ? task.period() : RETRY_INTERVAL).toMillis();
        long first = Math.min(interval, LONGEST_FIRST_DELAY.toMillis());
        Future<?> unused = threads.scheduleWithFixedDelay(
                isFrequent ? task::run : task::runIfDue, first, interval, TimeUnit.MILLISECONDS);
    }

    /** Before the container forgets who observes the events that the tasks raise. */
    public void stop(@Observes Shutdown shutdown) {
        stop();
    }

    /** Waits for tasks that run. It does not interrupt them: H2 closes its file when a thread that reads it is interrupted. */
    @PreDestroy
    private void stop() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.INFO, "Some periodic tasks still run after {0} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs something once, after a delay, on a container thread; returns at once. It must be short and must not throw.
     * Nothing is run after the server has begun to stop.
     */
    public void runAfter(Duration delay, Runnable task) {
        try {
            Future<?> unused = threads.schedule(task, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The server stops: {0}", e.toString());
        }
    }
}
