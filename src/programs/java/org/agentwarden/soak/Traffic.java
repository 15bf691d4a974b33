package org.agentwarden.soak;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Verdict;

/**
 * Agents that ask and report at a steady rate, whatever happens to the server, and a human who decides, at the next node
 * if there is one. What was not answered with success is not owed: it may have happened or not. Nothing is asked twice.
 */
final class Traffic implements AutoCloseable {

    /** The action that needs approval; any other is blocked. */
    static final String ACTION = "soak.approve";

    private static final int MOST_AT_ONCE = 32;
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private final List<LoadBalancer> entrances;
    private final DeliveryLedger books;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timetable = Executors.newSingleThreadScheduledExecutor();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

    Traffic(List<LoadBalancer> entrances, DeliveryLedger books) {
        this.entrances = entrances;
        this.books = books;
        threads.setRejectedExecutionHandler((request, pool) -> refused("not sent: all agents wait for answers"));
    }

    void begin(int perSecond) {
        var unused = timetable.scheduleAtFixedRate(
                () -> threads.execute(() -> request(numbers.incrementAndGet())),
                0,
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                TimeUnit.NANOSECONDS);
    }

    /** The nodes take turns, ten requests each. */
    private LoadBalancer entrance(long number) {
        return entrances.get((int) (number / 10 % entrances.size()));
    }

    /** One in ten asks for approval, and one in ten of these is rejected. */
    private void request(long number) {
        Agent agent = entrance(number).agent(number);
        String reference = "request-" + number;
        String context = "{\"" + Ledger.REFERENCE + "\":\"" + reference + "\",\"amount\":50.00}";
        try {
            if (number % 10 == 0) {
                String decision = number % 100 == 0 ? "reject" : "approve";
                askForApproval(agent, reference, context, entrance(number + 10).company(), decision);
            } else if (number % 2 == 0) {
                askForTheForbidden(agent, reference, context);
            } else if (succeeds(agent.report("soak.fail", "failed", context))) {
                books.acknowledge("log.failed", reference);
            }
        } catch (UncheckedIOException e) {
            refused("no answer");
        } catch (RuntimeException e) {
            surprises.add(reference + ": " + e);
        }
    }

    private void askForTheForbidden(Agent agent, String reference, String context) {
        Answer answer = agent.ask("soak.forbidden", context);
        if (succeeds(answer)) {
            if (Verdict.of(answer).allowed()) {
                surprises.add(reference + ": allowed what is forbidden");
            }
            books.acknowledge("log.blocked", reference);
        }
    }

    private void askForApproval(Agent agent, String reference, String context, Company human, String decision) {
        Answer answer = agent.ask(ACTION, context);
        if (!succeeds(answer)) {
            return;
        }
        books.acknowledge("log.pending_approval", reference);
        String approval = Verdict.of(answer).awaitedApproval();
        if (succeeds(human.decide(approval, decision))) {
            books.acknowledge(decision.equals("reject") ? "approval.rejected" : "approval.approved", reference);
        }
    }

    private boolean succeeds(Answer answer) {
        if (answer.status() == OK) {
            return true;
        }
        if (answer.status() < SERVER_ERROR && answer.isJson()) {
            surprises.add("A correct request was answered " + answer);
        }
        refused(answer.isJson() ? "status " + answer.status() : "status " + answer.status() + " of the platform alone");
        return false;
    }

    private void refused(String why) {
        refusals.computeIfAbsent(why, key -> new LongAdder()).increment();
    }

    /** Requests that were not acknowledged, by what came instead. */
    Map<String, Long> refusals() {
        Map<String, Long> counts = new TreeMap<>();
        refusals.forEach((why, count) -> counts.put(why, count.sum()));
        return counts;
    }

    /** Answers that a correct request must never get. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Ends and returns when the last request has its answer, or none. */
    @Override
    public void close() {
        timetable.shutdown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(3, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The load does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
