package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Integer>> begun = new CopyOnWriteArrayList<>();
    private final List<List<Integer>> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);

    @AfterEach
    void end() {
        slow.countDown();
        threads.shutdownNow();
    }

    @Test
    void aLoneItemIsWrittenAtOnceByItsOwnThread() {
        Batches<String, Integer> batches = new Batches<>(10, LONG, LONG, written::add);

        batches.submit("a", List.of(1));
        batches.submit("a", List.of(2));

        assertThat(written).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatArrivesDuringABatchIsTheNextBatch() {
        Batches<String, Integer> batches = new Batches<>(3, LONG, LONG, this::writeFirstSlowly);
        List<CompletableFuture<Void>> all = submitted(batches, "a", 1, 2, 3, 4, 5);

        slow.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(written).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
    }

    @Test
    void itemsOfOneKeyDoNotWaitForThoseOfAnother() {
        Batches<String, Integer> batches = new Batches<>(10, LONG, LONG, this::writeFirstSlowly);
        submitted(batches, "slow", 1, 2);

        batches.submit("other", List.of(7));

        assertThat(written).containsExactly(List.of(7));
    }

    @Test
    void anItemThatHasWaitedLongEnoughIsWrittenAlone() {
        Batches<String, Integer> batches = new Batches<>(10, Duration.ofMillis(20), LONG, this::writeFirstSlowly);
        submitted(batches, "a", 1);

        batches.submit("a", List.of(2));
        batches.submit("a", List.of(3));
        slow.countDown();

        await().until(() -> written.size() == 3);
        assertThat(written).containsExactly(List.of(2), List.of(3), List.of(1));
        batches.submit("a", List.of(4));
        assertThat(written).last().isEqualTo(List.of(4));
    }

    @Test
    void anItemIsNotWrittenAgainHoweverLongItsBatchTakes() {
        CountDownLatch second = new CountDownLatch(1);
        Batches<String, Integer> batches = new Batches<>(10, Duration.ofSeconds(1), LONG, batch -> {
            begun.add(batch);
            hold(batch.contains(1) ? slow : second);
            written.add(batch);
        });
        List<CompletableFuture<Void>> all = submitted(batches, "a", 1, 2, 3);

        slow.countDown();
        await().until(() -> begun.size() == 2);
        await().during(Duration.ofMillis(1_500)).until(() -> begun.size() == 2);
        second.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(written).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void afterAFailedBatchEachItemHasItsOwnResult() {
        Batches<String, Integer> batches = new Batches<>(10, LONG, LONG, batch -> {
            writeFirstSlowly(batch);
            if (batch.contains(3)) {
                written.remove(batch);
                throw new IllegalStateException("3 is bad");
            }
        });
        List<CompletableFuture<Void>> all = submitted(batches, "a", 1, 2, 3, 4);

        slow.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(written).contains(List.of(1), List.of(2), List.of(4)).hasSize(3);
        assertThat(all.stream().map(CompletableFuture::isCompletedExceptionally))
                .containsExactly(false, false, true, false);
    }

    @Test
    void afterAnErrorTheNextBatchIsWritten() {
        Batches<String, Integer> batches = new Batches<>(10, LONG, LONG, batch -> {
            writeFirstSlowly(batch);
            if (batch.equals(List.of(1))) {
                throw new StackOverflowError();
            }
        });
        List<CompletableFuture<Void>> all = submitted(batches, "a", 1, 2);

        slow.countDown();

        await().until(() -> all.get(1).isDone());
        assertThat(written).contains(List.of(2));
        assertThatThrownBy(all.get(0)::join).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void whatIsSubmittedTogetherIsInOneBatch() {
        Batches<String, Integer> batches = new Batches<>(4, LONG, LONG, this::writeFirstSlowly);
        List<CompletableFuture<Void>> all =
                submittedTogether(batches, List.of(1), List.of(2, 3), List.of(4, 5, 6), List.of(7), List.of(8));

        slow.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(written).containsExactly(List.of(1), List.of(2, 3), List.of(4, 5, 6, 7), List.of(8));
    }

    @Test
    void afterAFailedBatchWhatWasSubmittedTogetherHasOneResult() {
        Batches<String, Integer> batches = new Batches<>(10, LONG, LONG, batch -> {
            writeFirstSlowly(batch);
            if (batch.contains(3)) {
                written.remove(batch);
                throw new IllegalStateException("3 is bad");
            }
        });
        List<CompletableFuture<Void>> all = submittedTogether(batches, List.of(1), List.of(2, 3), List.of(4, 5));

        slow.countDown();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(written).containsExactlyInAnyOrder(List.of(1), List.of(4, 5));
        assertThat(all.stream().map(CompletableFuture::isCompletedExceptionally))
                .containsExactly(false, true, false);
    }

    @Test
    void manyThreadsWriteEachItemOnce() {
        Batches<Integer, Integer> batches = new Batches<>(8, LONG, LONG, written::add);

        List<CompletableFuture<Void>> all = IntStream.range(0, 2_000)
                .mapToObj(item -> CompletableFuture.runAsync(() -> batches.submit(item % 3, List.of(item)), threads))
                .toList();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(written.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2_000).boxed().toList());
        assertThat(written).allMatch(batch -> batch.size() <= 8);
    }

    /** The writing of 1 does not end before the latch is open. */
    private void writeFirstSlowly(List<Integer> batch) {
        begun.add(batch);
        if (batch.contains(1)) {
            hold(slow);
        }
        written.add(batch);
    }

    private static void hold(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Submits the items one after the other: the first is being written, the others wait in this order. */
    private List<CompletableFuture<Void>> submitted(Batches<String, Integer> batches, String key, Integer... items) {
        return submitted(
                items.length,
                turn -> batches.submit(key, List.of(items[turn])),
                turn -> begun.contains(List.of(items[turn])));
    }

    @SafeVarargs
    private List<CompletableFuture<Void>> submittedTogether(Batches<String, Integer> batches, List<Integer>... items) {
        return submitted(items.length, turn -> batches.submit("a", items[turn]), turn -> begun.contains(items[turn]));
    }

    private List<CompletableFuture<Void>> submitted(int count, IntConsumer submit, IntPredicate isBegun) {
        List<CompletableFuture<Void>> all = new CopyOnWriteArrayList<>();
        for (int item = 0; item < count; item++) {
            int turn = item;
            CompletableFuture<Thread> submitter = new CompletableFuture<>();
            all.add(CompletableFuture.runAsync(
                    () -> {
                        submitter.complete(Thread.currentThread());
                        submit.accept(turn);
                    },
                    threads));
            Thread thread = submitter.join();
            await().until(() -> isBegun.test(turn) || isWaiting(thread));
        }
        return all;
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }
}
