package org.agentwarden.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Hands items to one worker in groups: what comes while a group is being worked on is the next group. A lone item does
 * not wait, and under load the groups grow by themselves.
 */
public final class Groups<T> {

    private final int capacity;
    private final int largest;
    private final Crew<List<T>> crew;
    private final Deque<T> waiting = new ArrayDeque<>();

    /**
     * @param capacity how many items may wait
     * @param largest how many items a group has at most
     * @param work must not throw
     */
    public Groups(Executor executor, int capacity, int largest, Consumer<List<T>> work) {
        this.capacity = capacity;
        this.largest = largest;
        this.crew = new Crew<>(executor, 1, this::next, this::hasMore, work);
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

    private boolean hasMore() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }
}
