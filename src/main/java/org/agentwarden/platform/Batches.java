package org.agentwarden.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Writes items that several threads submit at the same time in batches, because a transaction costs far more than a row.
 * The first thread writes its own items at once. Items that arrive meanwhile are the next batch, and one of the threads
 * that submitted them writes it. What one thread submits at once is in one batch. Each key has its own batches: items of one
 * key never wait for those of another. Safe for threads.
 */
public final class Batches<K, T> {

    private final int largest;
    private final Duration longestWait;
    private final Duration longestWrite;
    private final Consumer<List<T>> write;

    /** A key is here as long as a batch of it is being written. */
    private final Map<K, Deque<Waiting<T>>> queues = new HashMap<>();

    /**
     * @param largest how many items a batch has at most
     * @param longestWait how long an item waits for the batches of others before its own thread writes it
     * @param longestWrite how long it waits after that for a batch of its own that another thread is writing; then it is
     *     written once more
     * @param write writes all of its items or throws and writes none; a single item that was written before is no error
     */
    public Batches(int largest, Duration longestWait, Duration longestWrite, Consumer<List<T>> write) {
        this.largest = largest;
        this.longestWait = longestWait;
        this.longestWrite = longestWrite;
        this.write = write;
    }

    /** What the thread of a waiting item does next. */
    private sealed interface Step<T> {

        /** Another thread has written the item. */
        record Done<T>() implements Step<T> {}

        record WriteAlone<T>() implements Step<T> {}

        record WriteBatch<T>(List<Waiting<T>> batch) implements Step<T> {}
    }

    /** What one thread has submitted. */
    private static final class Waiting<T> {

        private final List<T> items;
        private final CompletableFuture<Step<T>> step = new CompletableFuture<>();
        private boolean isInBatch;

        Waiting(List<T> items) {
            this.items = items;
        }

        Step<T> await(Duration longestWait, Duration longestWrite) {
            Optional<Step<T>> told = told(longestWait);
            if (told.isEmpty() && !leaves()) {
                told = told(longestWrite);
            }
            return told.orElseGet(() -> {
                step.complete(new Step.WriteAlone<>());
                return step.getNow(new Step.WriteAlone<>());
            });
        }

        private Optional<Step<T>> told(Duration within) {
            try {
                return Optional.of(step.get(within.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (TimeoutException e) {
                // The caller knows what to do then.
            }
            return Optional.empty();
        }

        /** Does not wait for a batch any more; false when it is in one. */
        private synchronized boolean leaves() {
            return !isInBatch && step.complete(new Step.WriteAlone<>());
        }

        /** Into a batch; false when its thread has stopped waiting. */
        synchronized boolean joinsBatch() {
            isInBatch = !step.isDone();
            return isInBatch;
        }
    }

    /**
     * Returns when the items are written, all of them in one batch.
     *
     * @param items at most as many as a batch has
     * @throws RuntimeException when writing these items by themselves fails
     */
    public void submit(K key, List<T> items) {
        Waiting<T> mine = new Waiting<>(items);
        Step<T> step = joins(key, mine) ? mine.await(longestWait, longestWrite) : new Step.WriteBatch<>(List.of(mine));
        if (step instanceof Step.WriteBatch<T> own) {
            if (!writes(key, own.batch())) {
                write.accept(items);
            }
        } else if (step instanceof Step.WriteAlone<T>) {
            write.accept(items);
        }
    }

    private synchronized boolean joins(K key, Waiting<T> items) {
        Deque<Waiting<T>> queue = queues.get(key);
        if (queue == null) {
            queues.put(key, new ArrayDeque<>());
            return false;
        }
        queue.add(items);
        return true;
    }

    /** Returns false when a batch of several threads fails: one may be the reason, so each writes its own items. */
    private boolean writes(K key, List<Waiting<T>> batch) {
        Step<T> ofOthers = new Step.WriteAlone<>();
        try {
            write.accept(
                    batch.stream().flatMap(waiting -> waiting.items.stream()).toList());
            ofOthers = new Step.Done<>();
            return true;
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                throw e;
            }
            return false;
        } finally {
            // After an Error, too: nobody waits in vain.
            for (Waiting<T> waiting : batch) {
                waiting.step.complete(ofOthers);
            }
            beginNext(key);
        }
    }

    private synchronized void beginNext(K key) {
        Deque<Waiting<T>> queue = queues.getOrDefault(key, new ArrayDeque<>());
        while (!queue.isEmpty()) {
            List<Waiting<T>> batch = nextBatch(queue);
            Optional<Waiting<T>> writer = batch.stream()
                    .filter(waiting -> waiting.step.complete(new Step.WriteBatch<>(batch)))
                    .findFirst();
            if (writer.isPresent()) {
                return;
            }
        }
        queues.remove(key);
    }

    /** Leaves out items whose threads have stopped waiting. */
    private List<Waiting<T>> nextBatch(Deque<Waiting<T>> queue) {
        List<Waiting<T>> batch = new ArrayList<>();
        int size = 0;
        while (!queue.isEmpty() && (size == 0 || size + queue.element().items.size() <= largest)) {
            Waiting<T> next = queue.remove();
            if (next.joinsBatch()) {
                batch.add(next);
                size += next.items.size();
            }
        }
        return batch;
    }
}
