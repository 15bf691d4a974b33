package org.agentwarden.crash;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Agents that ask and report as fast as they can, until the server ends. In turn they ask for an
 * approval, are blocked and report a failure: all three raise an event.
 */
public final class Load implements AutoCloseable {

    /** The action that needs approval; any other is blocked. */
    public static final String ACTION = "load.approve";

    private static final int THREADS = 8;
    private static final int OK = 200;
    private static final Duration FIRST_ANSWER_WITHIN = Duration.ofSeconds(30);

    private final Agent agent;
    private final Ledger ledger;
    private final AtomicLong numbers = new AtomicLong();
    private final int agents;
    private final ExecutorService threads;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean isStopping;
    private volatile boolean over;

    /** A load of eight agents that has not begun; one for each ledger. */
    public Load(Agent agent, Ledger ledger) {
        this(agent, ledger, THREADS);
    }

    /** A load of so many agents that has not begun; one for each ledger. */
    public Load(Agent agent, Ledger ledger, int agents) {
        this.agent = agent;
        this.ledger = ledger;
        this.agents = agents;
        this.threads = Executors.newFixedThreadPool(agents);
    }

    /** Begins, and returns once the server has answered. */
    public void begin() {
        int before = ledger.acknowledgedCount();
        for (int thread = 0; thread < agents; thread++) {
            threads.execute(this::run);
        }
        threads.shutdown();
        await().atMost(FIRST_ANSWER_WITHIN).until(() -> ledger.acknowledgedCount() > before);
    }

    private void run() {
        while (!over) {
            long number = numbers.incrementAndGet();
            String reference = "request-" + number;
            Request request = request(number);
            try {
                Answer answer = request.send("{\"" + Ledger.REFERENCE + "\":\"" + reference + "\",\"amount\":50.00}");
                if (answer.status() != OK && isStopping) {
                    continue;
                }
                answer.expect(OK);
            } catch (UncheckedIOException e) {
                // The server has ended or is ending: what it did not acknowledge it does not owe.
                return;
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                return;
            }
            ledger.acknowledge(request.event, reference);
        }
    }

    private Request request(long number) {
        return switch ((int) (number % 3)) {
            case 0 -> new Request("log.pending_approval", context -> agent.ask(ACTION, context));
            case 1 -> new Request("log.blocked", context -> agent.ask("load.forbidden", context));
            default -> new Request("log.failed", context -> agent.report("load.fail", "failed", context));
        };
    }

    /** A request and the event that it raises. */
    private record Request(String event, Function<String, Answer> sender) {

        Answer send(String context) {
            return sender.apply(context);
        }
    }

    /** Asks the server to stop in the middle of the load, so long after it was first answered, and returns when it has. */
    public void stopAfter(AgentWardenServer server, Duration moment) throws InterruptedException {
        endAfter(moment, Executors.callable(() -> {
            isStopping = true;
            server.stop();
        }));
    }

    /**
     * Kills the server in the middle of the load, so long after it was first answered.
     *
     * @return the time of the kill, by {@link System#nanoTime}
     */
    public long killAfter(AgentWardenServer server, Duration moment) throws InterruptedException {
        return endAfter(moment, server::kill);
    }

    private static <T> T endAfter(Duration moment, Callable<T> end) throws InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            return timer.schedule(end, moment.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The server could not be ended", e);
        } finally {
            timer.shutdown();
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
