package org.agentwarden.webhooks.engine;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The server's own threads for webhooks, in a pool whose size and queue are ours: a managed executor captures the
 * context of the caller with each task, and what it does when it is full differs from server to server.
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = WebhookThreads.FACTORY)
public class WebhookThreads implements Executor {

    static final String FACTORY = "java:module/concurrent/WebhookThreads";

    /** Requests under way at once, over all endpoints. */
    public static final int SENDERS = 256;

    private static final Logger LOG = System.getLogger(WebhookThreads.class.getName());
    private static final int OTHERS = 8;
    private static final int IDLE_SECONDS = 60;
    private static final int POLL_MILLIS = 20;

    @Resource(lookup = FACTORY)
    private ManagedThreadFactory factory;

    private ThreadPoolExecutor pool;

    @PostConstruct
    void open() {
        pool = new ThreadPoolExecutor(
                0, SENDERS + OTHERS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Waits for attempts in flight to end and be recorded, for at most so long. */
    public void close(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            // A pool that is shut down rejects the tasks that record outcomes.
            while (pool.getActiveCount() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            pool.shutdown();
            if (!pool.awaitTermination(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.INFO, "Some webhooks are still being sent; they are sent again after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void end() {
        pool.shutdownNow();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }
}
