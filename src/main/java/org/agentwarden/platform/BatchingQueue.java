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
 * Hands items to one worker in groups: what comes while a group is being worked on is the next group. A lone item does
 * not wait; under load the groups grow by themselves, and as groups begin only so often, they grow before the machine is
 * busy with many small ones.
 */
public final class BatchingQueue<T> {

    /** A full group is seen within that. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final int capacity;
    private final int largest;
    private final Duration pace;
    private final Consumer<List<T>> work;
    private final WorkerPool<List<T>> crew;
    private final Deque<T> waiting = new ArrayDeque<>();

    /**
     * @param capacity how many items may wait
     * @param largest how many items a group has at most
     * @param pace the time from the beginning of one group to that of the next, if it is not a full one
     * @param work must not throw
     */
    public BatchingQueue(Executor executor, int capacity, int largest, Duration pace, Consumer<List<T>> work) {
        this.capacity = capacity;
        this.largest = largest;
        this.pace = pace;
        this.work = work;
        this.crew = new WorkerPool<>(executor, 1, this::next, this::hasMore, this::work);
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
        crew.wake();
        return true;
    }

    /** Looks after items that wait although nobody works on them: an earlier call was rejected by the executor. */
    public void wake() {
        crew.wake();
    }

    private Optional<List<T>> next() {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            List<T> group = new ArrayList<>();
            while (group.size() < largest && !waiting.isEmpty()) {
                group.add(waiting.remove());
            }
            return Optional.of(group);
        }
    }

    private void work(List<T> group) {
        long start = System.nanoTime();
        work.accept(group);
        for (long left = left(start); left > 0 && !hasFullGroup() && !Thread.interrupted(); left = left(start)) {
            LockSupport.parkNanos(Math.min(left, LONGEST_NAP_NANOS));
        }
    }

    private long left(long start) {
        return pace.toNanos() - (System.nanoTime() - start);
    }

    private boolean hasFullGroup() {
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
