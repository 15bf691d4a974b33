package org.agentwarden.crash;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.jspecify.annotations.Nullable;

/**
 * Eight agents that ask and report as fast as they can, until the server dies under them. In turn they ask for an
 * approval, are blocked and report a failure: all three raise an event.
 */
public final class Load implements AutoCloseable {

    /** The action that needs approval; any other is blocked. */
    public static final String ACTION = "load.approve";

    private static final int THREADS = 8;
    private static final Duration FIRST_ANSWER_WITHIN = Duration.ofSeconds(30);

    private final Agent agent;
    private final Ledger ledger;
    private final AtomicLong numbers = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean over;

    /** A load that has not begun; one for each ledger. */
    public Load(Agent agent, Ledger ledger) {
        this.agent = agent;
        this.ledger = ledger;
    }

    /** Begins, and returns once the server has answered. */
    public void begin() {
        int before = ledger.acknowledgedCount();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.execute(this::run);
        }
        threads.shutdown();
        await().atMost(FIRST_ANSWER_WITHIN).until(() -> ledger.acknowledgedCount() > before);
    }

    private void run() {
        while (!over) {
            long number = numbers.incrementAndGet();
            String reference = "request-" + number;
            String event;
            try {
                event = request(number, "{\"" + Ledger.REFERENCE + "\":\"" + reference + "\",\"amount\":50.00}");
            } catch (UncheckedIOException e) {
                // The server is dead or dying: what it did not acknowledge it does not owe.
                return;
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                return;
            }
            ledger.acknowledge(event, reference);
        }
    }

    /** Returns the event that the request raises. */
    private String request(long number, String context) {
        return switch ((int) (number % 3)) {
            case 0 -> {
                agent.check(ACTION, context);
                yield "log.pending_approval";
            }
            case 1 -> {
                agent.check("load.forbidden", context);
                yield "log.blocked";
            }
            default -> {
                agent.log("load.fail", "failed", context);
                yield "log.failed";
            }
        };
    }

    /** Kills the server in the middle of the load, so long after it was first answered. */
    public void killAfter(AgentWardenServer server, Duration moment) throws InterruptedException {
        ScheduledExecutorService executioner = Executors.newSingleThreadScheduledExecutor();
        try {
            executioner
                    .schedule(server::kill, moment.toMillis(), TimeUnit.MILLISECONDS)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The server could not be killed", e);
        } finally {
            executioner.shutdown();
        }
    }

    /**
     * Ends and returns when the last request has its answer, or none.
     *
     * @throws IllegalStateException when the living server gave any answer but success
     */
    @Override
    public void close() {
        over = true;
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The load does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        RuntimeException unexpected = failure.get();
        if (unexpected != null) {
            throw new IllegalStateException("The load was not served", unexpected);
        }
    }
}
