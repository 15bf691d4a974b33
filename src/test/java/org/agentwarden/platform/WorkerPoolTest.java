package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Integer> items = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private WorkerPool<Integer> crew(int most, Consumer<Integer> work) {
        return new WorkerPool<>(threads, most, () -> Optional.ofNullable(items.poll()), () -> !items.isEmpty(), work);
    }

    @Test
    void oneCallIsEnoughForAllThatWaits() {
        WorkerPool<Integer> crew = crew(4, done::add);
        IntStream.range(0, 1_000).forEach(items::add);

        crew.wake();

        await().until(() -> done.size() == 1_000);
        assertThat(done).doesNotHaveDuplicates();
    }

    @Test
    void asManyWorkAtOnceAsThereMayBeAndNoMore() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger atWork = new AtomicInteger();
        WorkerPool<Integer> crew = crew(3, item -> {
            atWork.incrementAndGet();
            awaitUninterrupted(end);
            done.add(item);
        });
        IntStream.range(0, 10).forEach(items::add);

        IntStream.range(0, 10).forEach(call -> crew.wake());

        await().until(() -> atWork.get() == 3);
        assertThat(items).hasSize(7);
        end.countDown();
        await().until(() -> done.size() == 10);
    }

    @Test
    void anErrorCostsAThreadButNotItsPlace() {
        WorkerPool<Integer> crew = crew(1, item -> {
            if (item == 0) {
                throw new AssertionError("as a broken class would");
            }
            done.add(item);
        });
        IntStream.range(0, 3).forEach(items::add);

        crew.wake();

        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(done).containsExactly(1, 2));
    }

    @Test
    void anErrorWhileTakingWorkLeavesThePlaceFree() {
        boolean[] broken = {true};
        Deque<Runnable> tasks = new ArrayDeque<>();
        WorkerPool<Integer> crew = new WorkerPool<>(
                tasks::add,
                1,
                () -> {
                    if (broken[0]) {
                        throw new AssertionError("planted");
                    }
                    return Optional.ofNullable(items.poll());
                },
                () -> !items.isEmpty(),
                done::add);
        items.add(1);
        crew.wake();
        assertThatThrownBy(() -> tasks.remove().run()).isInstanceOf(AssertionError.class);

        broken[0] = false;
        crew.wake();
        tasks.remove().run();

        assertThat(done).containsExactly(1);
    }

    @Test
    void anErrorOfTheExecutorLeavesThePlaceFree() {
        boolean[] broken = {true};
        Deque<Runnable> tasks = new ArrayDeque<>();
        WorkerPool<Integer> crew = new WorkerPool<>(
                task -> {
                    if (broken[0]) {
                        throw new OutOfMemoryError("planted: unable to create native thread");
                    }
                    tasks.add(task);
                },
                1,
                () -> Optional.ofNullable(items.poll()),
                () -> !items.isEmpty(),
                done::add);
        items.add(1);
        assertThatThrownBy(crew::wake).isInstanceOf(OutOfMemoryError.class);

        broken[0] = false;
        crew.wake();
        tasks.remove().run();

        assertThat(done).containsExactly(1);
    }

    @Test
    void aThreadIsNotTakenWhenNothingWaits() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        WorkerPool<Integer> crew = new WorkerPool<>(
                tasks::add, 1, () -> Optional.ofNullable(items.poll()), () -> !items.isEmpty(), done::add);

        crew.wake();

        assertThat(tasks).isEmpty();
    }

    @Test
    void aRefusedThreadLeavesTheWorkForTheNextCall() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        boolean[] closed = {true};
        WorkerPool<Integer> crew = new WorkerPool<>(
                task -> {
                    if (closed[0]) {
                        throw new RejectedExecutionException();
                    }
                    tasks.add(task);
                },
                1,
                () -> Optional.ofNullable(items.poll()),
                () -> !items.isEmpty(),
                done::add);
        items.add(1);
        assertThatThrownBy(crew::wake).isInstanceOf(RejectedExecutionException.class);

        closed[0] = false;
        crew.wake();
        tasks.remove().run();

        assertThat(done).containsExactly(1);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
