package org.agentwarden.platform;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Threads that work while there is work: one more is woken when there is more than the ones at work have taken, and each
 * goes as soon as it finds nothing. Nobody waits or polls.
 */
public final class WorkerPool<T> {

    private final Executor executor;
    private final int most;
    private final Supplier<Optional<T>> next;
    private final BooleanSupplier hasMore;
    private final Consumer<T> work;
    private int working;

    /**
     * @param most how many work at once
     * @param next takes what is to be done next; must not block
     * @param hasMore whether {@code next} would find something
     * @param work must not throw
     */
    public WorkerPool(
            Executor executor, int most, Supplier<Optional<T>> next, BooleanSupplier hasMore, Consumer<T> work) {
        this.executor = executor;
        this.most = most;
        this.next = next;
        this.hasMore = hasMore;
        this.work = work;
    }

    /**
     * To be called after work was added.
     *
     * @throws RejectedExecutionException when the executor takes no more; the work stays where it is
     */
    public void wake() {
        synchronized (this) {
            if (working == most || !hasMore.getAsBoolean()) {
                return;
            }
            working++;
        }
        boolean started = false;
        try {
            executor.execute(this::run);
            started = true;
        } finally {
            if (!started) {
                leave();
            }
        }
    }

    private void run() {
        boolean taken = false;
        boolean left = false;
        try {
            for (Optional<T> item = nextOrLeave(); item.isPresent(); item = nextOrLeave()) {
                taken = true;
                wakeAnother();
                work.accept(item.get());
            }
            left = true;
        } finally {
            if (!left) {
                // An Error ends this thread; its place is free for another one.
                leave();
                if (taken) {
                    wakeAnother();
                }
            }
        }
    }

    private synchronized void leave() {
        working--;
    }

    private void wakeAnother() {
        try {
            wake();
        } catch (RejectedExecutionException e) {
            // Those at work go on alone.
        }
    }

    private synchronized Optional<T> nextOrLeave() {
        Optional<T> item = next.get();
        if (item.isEmpty()) {
            working--;
        }
        return item;
    }
}
