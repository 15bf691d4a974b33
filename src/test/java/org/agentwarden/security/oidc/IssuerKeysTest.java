package org.agentwarden.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.agentwarden.platform.http.Unavailable;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<CompletableFuture<List<JsonWebKey>>> looks = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final IssuerKeys keys = new IssuerKeys(this::look, HOUR, () -> now);

    private CompletableFuture<List<JsonWebKey>> look() {
        looks.add(new CompletableFuture<>());
        return looks.get(looks.size() - 1);
    }

    private void answerFirst(JsonWebKey... published) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<List<JsonWebKey>> asked = other.submit(() -> keys.with(Optional.of(published[0].getKeyId())));
            await().until(() -> looks.size() == 1);
            looks.get(0).complete(List.of(published));
            asked.get(5, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void knownKeysAreNotAskedForAgainUntilTheyAreOld() throws Exception {
        JsonWebKey key = key("a");
        answerFirst(key);

        now = now.plus(HOUR).minusSeconds(1);
        assertThat(keys.with(Optional.of("a"))).containsExactly(key);

        assertThat(looks).hasSize(1);
    }

    @Test
    void aKeyThatTheIssuerHasTakenBackIsGoneAfterTheRefresh() throws Exception {
        answerFirst(key("a"));

        now = now.plus(HOUR);
        Future<List<JsonWebKey>> asked = CompletableFuture.supplyAsync(() -> keys.with(Optional.of("a")));
        await().until(() -> looks.size() == 2);
        looks.get(1).complete(List.of(key("b")));

        assertThat(asked.get(5, TimeUnit.SECONDS))
                .extracting(JsonWebKey::getKeyId)
                .containsExactly("b");
    }

    @Test
    void inventedIdsMakeItLookOnceInAWhile() throws Exception {
        answerFirst(key("a"));

        for (int i = 0; i < 100; i++) {
            assertThat(keys.with(Optional.of("invented-" + i))).hasSize(1);
        }
        assertThat(looks).hasSize(1);

        now = now.plus(IssuerKeys.PAUSE);
        Future<List<JsonWebKey>> asked = CompletableFuture.supplyAsync(() -> keys.with(Optional.of("invented")));
        await().until(() -> looks.size() == 2);
        looks.get(1).complete(List.of(key("a"), key("invented")));
        assertThat(asked.get(5, TimeUnit.SECONDS)).hasSize(2);
    }

    @Test
    void oldKeysCountWhileTheIssuerIsAwayButNotForEver() throws Exception {
        JsonWebKey key = key("a");
        answerFirst(key);

        now = now.plus(HOUR);
        Future<List<JsonWebKey>> asked = CompletableFuture.supplyAsync(() -> keys.with(Optional.of("a")));
        await().until(() -> looks.size() == 2);
        looks.get(1).completeExceptionally(new IllegalStateException("away"));
        assertThat(asked.get(5, TimeUnit.SECONDS)).containsExactly(key);

        now = now.plus(Duration.ofDays(1));
        Future<List<JsonWebKey>> askedLater = CompletableFuture.supplyAsync(() -> keys.with(Optional.of("a")));
        await().until(() -> looks.size() == 3);
        looks.get(2).completeExceptionally(new IllegalStateException("still away"));
        assertThatThrownBy(() -> askedLater.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Unavailable.class);
    }

    @Test
    void fewWaitForAnIssuerThatHangs() {
        ExecutorService others = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < IssuerKeys.MOST_WAITING; i++) {
                Future<?> unused = others.submit(() -> keys.with(Optional.of("a")));
            }
            // The first that finds no room is answered at once; until all have taken theirs, it may be one of them.
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                Future<?> oneMore = others.submit(() -> keys.with(Optional.of("a")));
                return endsAtOnce(oneMore);
            });
            assertThatThrownBy(() -> keys.with(Optional.of("a"))).isInstanceOf(Unavailable.class);
            assertThat(looks).hasSize(1);
        } finally {
            others.shutdownNow();
        }
    }

    private static boolean endsAtOnce(Future<?> request) throws InterruptedException {
        try {
            request.get(100, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return e.getCause() instanceof Unavailable;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static JsonWebKey key(String id) throws JoseException {
        JsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(id);
        return key;
    }
}
