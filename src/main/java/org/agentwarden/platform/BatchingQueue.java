package org.agentwarden.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Hands items to one worker in batches: what comes while a batch is being worked on is the next batch. A lone item does
 * not wait; under load the batches grow by themselves, and as batches begin only so often, they grow before the machine is
 * busy with many small ones.
 */
public final class BatchingQueue<T> {

    /** A full batch is seen within that. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final int capacity;
    private final int largest;
    private final Duration interval;
    private final Consumer<List<T>> work;
    private final WorkerPool<List<T>> worker;
    private final Deque<T> waiting = new ArrayDeque<>();

    /**
     * @param capacity how many items may wait
     * @param largest how many items a batch has at most
     * @param interval the time from the beginning of one batch to that of the next, if it is not a full one
     * @param work must not throw
     */
    public BatchingQueue(Executor executor, int capacity, int largest, Duration interval, Consumer<List<T>> work) {
        this.capacity = capacity;
        this.largest = largest;
        this.interval = interval;
        this.work = work;
        this.worker = new WorkerPool<>(executor, 1, this::next, this::hasMore, this::work);
    }

    /**
     * Returns at once.
     *
     * @return false when there is no room for all of them; then none was taken
     * @throws RejectedExecutionException when the executor takes no more; the items wait for the next call
     */
    public boolean offer(Collection<T> items) {
        synchronized (waiting) {
            if (waiting.size() + items.size() > capacity) {
                return false;
            }
            waiting.addAll(items);
        }
        worker.wake();
        return true;
    }

    /** Looks after items that wait although nobody works on them: an earlier call was rejected by the executor. */
    public void wake() {
        worker.wake();
    }

    private Optional<List<T>> next() {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            List<T> batch = new ArrayList<>();
            while (batch.size() < largest && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return Optional.of(batch);
        }
    }

    private void work(List<T> batch) {
        long start = System.nanoTime();
        work.accept(batch);
        for (long left = left(start); left > 0 && !hasFullBatch() && !Thread.interrupted(); left = left(start)) {
            LockSupport.parkNanos(Math.min(left, LONGEST_NAP_NANOS));
        }
    }

    private long left(long start) {
        return interval.toNanos() - (System.nanoTime() - start);
    }

    private boolean hasFullBatch() {
        synchronized (waiting) {
            return waiting.size() >= largest;
        }
    }

    private boolean hasMore() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }
}
