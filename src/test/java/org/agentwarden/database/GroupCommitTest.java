package org.agentwarden.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GroupCommit group = new GroupCommit(Duration.ofMinutes(5));
    private final AtomicInteger writes = new AtomicInteger();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aLoneCommitterWritesForItself() throws SQLException {
        group.await(writes::incrementAndGet);
        group.await(writes::incrementAndGet);

        assertThat(writes).hasValue(2);
    }

    @Test
    void nobodyWaitsLongForAWriteThatDoesNotEnd() throws Exception {
        GroupCommit impatient = new GroupCommit(Duration.ofMillis(20));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<?> stuck = threads.submit(() -> {
            impatient.await(() -> {
                begun.countDown();
                awaitLatch(mayEnd);
            });
            return null;
        });
        awaitLatch(begun);

        impatient.await(writes::incrementAndGet);

        assertThat(writes).hasValue(1);
        mayEnd.countDown();
        stuck.get();
    }

    @Test
    void allWhoComeDuringAWriteShareTheNextOne() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> {
            group.await(() -> {
                begun.countDown();
                awaitLatch(mayEnd);
                writes.incrementAndGet();
            });
            return null;
        });
        begun.await();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread thread = new Thread(() -> awaitWrite());
            thread.start();
            waiting.add(thread);
        }
        await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        mayEnd.countDown();
        first.get();
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(writes).hasValue(2);
    }

    @Test
    void aFailedWriteIsNobodysButItsOwn() throws SQLException {
        assertThatThrownBy(() -> group.await(() -> {
                    throw new SQLException("disk full");
                }))
                .hasMessage("disk full");

        group.await(writes::incrementAndGet);
        assertThat(writes).hasValue(1);
    }

    private void awaitWrite() {
        try {
            group.await(writes::incrementAndGet);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
