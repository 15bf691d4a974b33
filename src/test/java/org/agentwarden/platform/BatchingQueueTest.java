package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchingQueueTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Integer>> worked = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatComesDuringAGroupIsTheNextGroup() {
        CountDownLatch busy = new CountDownLatch(1);
        BatchingQueue<Integer> groups = new BatchingQueue<>(threads, 100, 100, AT_ONCE, group -> {
            worked.add(group);
            awaitUninterrupted(busy);
        });
        groups.offer(List.of(1));
        await().until(() -> !worked.isEmpty());

        groups.offer(List.of(2));
        groups.offer(List.of(3, 4));
        busy.countDown();

        await().untilAsserted(() -> assertThat(worked).containsExactly(List.of(1), List.of(2, 3, 4)));
    }

    @Test
    void aGroupHasNoMoreThanItsLargestNumber() {
        Deque<Runnable> later = new ArrayDeque<>();
        BatchingQueue<Integer> groups = new BatchingQueue<>(later::add, 100, 2, AT_ONCE, worked::add);

        groups.offer(List.of(1, 2, 3, 4, 5));
        later.remove().run();

        assertThat(worked).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    @Test
    void aGroupThatFollowsCloselyWaitsForOthersUntilItsTime() {
        Duration pace = Duration.ofMillis(300);
        BatchingQueue<Integer> groups = new BatchingQueue<>(threads, 1_000, 1_000, pace, worked::add);
        long start = System.nanoTime();

        groups.offer(List.of(0));
        await().pollInterval(Duration.ofMillis(1)).until(() -> !worked.isEmpty());
        IntStream.rangeClosed(1, 10).forEach(item -> groups.offer(List.of(item)));

        await().until(() -> worked.size() == 2);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(pace.toNanos());
        assertThat(worked.get(1)).hasSize(10);
    }

    @Test
    void aFullGroupDoesNotWaitForItsTime() {
        BatchingQueue<Integer> groups = new BatchingQueue<>(threads, 1_000, 3, Duration.ofDays(1), worked::add);

        groups.offer(List.of(0));
        await().until(() -> !worked.isEmpty());
        groups.offer(List.of(1, 2, 3));

        await().untilAsserted(() -> assertThat(worked).containsExactly(List.of(0), List.of(1, 2, 3)));
    }

    @Test
    void whatDoesNotFitIsRefusedAsAWhole() {
        Deque<Runnable> never = new ArrayDeque<>();
        BatchingQueue<Integer> groups = new BatchingQueue<>(never::add, 3, 100, AT_ONCE, worked::add);
        groups.offer(List.of(1, 2));

        assertThat(groups.offer(List.of(3, 4))).isFalse();
        assertThat(groups.offer(List.of(3))).isTrue();
        never.remove().run();

        assertThat(worked).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void whatAnExecutorRefusesIsWorkedOnWithTheNextItems() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        boolean[] closed = {true};
        BatchingQueue<Integer> groups = new BatchingQueue<>(
                task -> {
                    if (closed[0]) {
                        throw new RejectedExecutionException();
                    }
                    tasks.add(task);
                },
                100,
                100,
                AT_ONCE,
                worked::add);
        assertThatThrownBy(() -> groups.offer(List.of(1))).isInstanceOf(RejectedExecutionException.class);

        closed[0] = false;
        groups.offer(List.of(2));
        tasks.remove().run();

        assertThat(worked).containsExactly(List.of(1, 2));
    }

    @Test
    void nothingIsLostOrDoubledAmongManyWriters() {
        ConcurrentLinkedQueue<Integer> all = new ConcurrentLinkedQueue<>();
        BatchingQueue<Integer> groups =
                new BatchingQueue<>(threads, Integer.MAX_VALUE, 7, Duration.ofNanos(1), all::addAll);

        IntStream.range(0, 20_000).parallel().forEach(item -> groups.offer(Collections.singletonList(item)));

        await().until(() -> all.size() >= 20_000);
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20_000).boxed().toList());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
