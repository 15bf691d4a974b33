package org.agentwarden.timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
    void refusesWhatOnlyAManagedExecutorCould() {
        assertThatThrownBy(() -> timer.runAsync(() -> {})).isInstanceOf(UnsupportedOperationException.class);
    }
}
