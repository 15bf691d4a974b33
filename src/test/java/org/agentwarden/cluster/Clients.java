package org.agentwarden.cluster;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agentwarden.crash.Ledger;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Answer;

/**
 * Reports of failures at a steady rate, to the nodes by turns; one that is refused or not answered goes to the next node,
 * under another reference, as a load balancer would send it.
 */
final class Clients implements AutoCloseable {

    private static final int THREADS = 8;

    private final List<Agent> nodes;
    private final Ledger ledger;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger unserved = new AtomicInteger();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

    /** @param nodes the same agent at each node */
    Clients(List<Agent> nodes, Ledger ledger) {
        this.nodes = nodes;
        this.ledger = ledger;
    }

    void begin(int perSecond) {
        long period = TimeUnit.SECONDS.toNanos(THREADS) / perSecond;
        for (int thread = 0; thread < THREADS; thread++) {
            var unused =
                    threads.scheduleAtFixedRate(this::report, period * thread / THREADS, period, TimeUnit.NANOSECONDS);
        }
    }

    private void report() {
        int first = (int) (numbers.get() % nodes.size());
        for (int turn = 0; turn < nodes.size(); turn++) {
            if (isTaken(nodes.get((first + turn) % nodes.size()))) {
                return;
            }
        }
        unserved.incrementAndGet();
    }

    private boolean isTaken(Agent node) {
        String reference = "report-" + numbers.incrementAndGet();
        try {
            Answer answer =
                    node.report("cluster.fail", "failed", "{\"" + Ledger.REFERENCE + "\":\"" + reference + "\"}");
            if (answer.status() == 200 && answer.isJson()) {
                ledger.acknowledge("log.failed", reference);
                return true;
            }
        } catch (UncheckedIOException e) {
            // Not owed: it may have been stored or not.
        }
        refusals.incrementAndGet();
        return false;
    }

    /** How often a node took a report not, and another one was asked. */
    int refusals() {
        return refusals.get();
    }

    /** How many reports no node took. */
    int unserved() {
        return unserved.get();
    }

    /** Ends and returns when the last report has its answer, or none. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The load does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
