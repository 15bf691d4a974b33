package org.agentwarden.timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimeoutTimerTest {

    private final ManagedScheduledExecutorService timer =
            (ManagedScheduledExecutorService) new TimeoutTimer().getObjectInstance(null, null, null, null);

    @Test
    void keepsNothingOfACallThatEndedInTime() {
        WeakReference<byte[]> arguments = scheduleAndCancel();
        await().until(() -> {
            System.gc();
            return arguments.get() == null;
        });
    }

    private WeakReference<byte[]> scheduleAndCancel() {
        byte[] arguments = new byte[1_000];
        Future<?> timeout = timer.schedule(() -> arguments.clone(), 1, TimeUnit.HOURS);
        assertThat(timeout.cancel(true)).isTrue();
        return new WeakReference<>(arguments);
    }

    @Test
    void runsATaskWhenItsTimeHasCome() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Future<?> unused = timer.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
        assertThat(ran.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aCancelledTaskDoesNothingMoreOnceCancelHasReturned() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Future<?> timeout = timer.schedule(
                () -> {
                    started.countDown();
                    // On a busy machine, the thread of the timer stops here for a while.
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                    ended.set(true);
                },
                1,
                TimeUnit.MILLISECONDS);
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();

        timeout.cancel(true);

        assertThat(ended).isTrue();
    }

    @Test
    void refusesWhatOnlyAManagedExecutorCould() {
        assertThatThrownBy(() -> timer.runAsync(() -> {})).isInstanceOf(UnsupportedOperationException.class);
    }
}
