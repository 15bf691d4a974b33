package org.agentwarden.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShortLivedCacheTest {

    private static final String KEY = "key";
    private static final long LONG_ENOUGH = 30;

    private final ShortLivedCache<String, String> cache = new ShortLivedCache<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    @Test
    void whatWasFoundIsNotLookedUpAgain() {
        assertThat(cache.get(KEY, key -> "first")).isEqualTo("first");
        assertThat(cache.get(KEY, key -> "second")).isEqualTo("first");
    }

    @Test
    void whatIsForgottenIsLookedUpAgain() {
        cache.get(KEY, key -> "first");
        cache.forget(KEY);
        assertThat(cache.get(KEY, key -> "second")).isEqualTo("second");
    }

    @Test
    void whatIsThrownIsNotRemembered() {
        assertThatThrownBy(() -> cache.get(KEY, key -> {
                    throw new IllegalStateException("not now");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.get(KEY, key -> "second")).isEqualTo("second");
    }

    @Test
    void aLookUpThatHangsKeepsNobodyElseFromLookingUpOrForgetting() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        CompletableFuture<String> hanging =
                CompletableFuture.supplyAsync(() -> cache.get(KEY, key -> hang(begun, ends)), callers);
        begun.await();

        assertThat(CompletableFuture.supplyAsync(() -> cache.get(KEY, key -> "found"), callers))
                .succeedsWithin(LONG_ENOUGH, TimeUnit.SECONDS)
                .isEqualTo("found");
        assertThat(CompletableFuture.runAsync(() -> cache.forget(KEY), callers))
                .succeedsWithin(LONG_ENOUGH, TimeUnit.SECONDS);

        ends.countDown();
        assertThat(hanging.get()).isEqualTo("late");
        assertThat(cache.get(KEY, key -> "new"))
                .as("what was looked up before it was forgotten is not remembered")
                .isEqualTo("new");
    }

    private static String hang(CountDownLatch begun, CountDownLatch ends) {
        begun.countDown();
        try {
            ends.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "late";
    }
}
