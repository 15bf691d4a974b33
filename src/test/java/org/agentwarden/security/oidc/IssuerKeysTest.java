package org.agentwarden.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentwarden.systems.LoadFactor;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int BUSY = 100;

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile List<JsonWebKey> published = List.of();
    private volatile boolean isDown;
    private volatile boolean isHanging;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final EllipticCurveJsonWebKey a = key("a");
    private final EllipticCurveJsonWebKey b = key("b");

    private SimpleResponse answer(String location) throws IOException {
        requests.incrementAndGet();
        if (isHanging) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (isDown) {
            throw new IOException("down");
        }
        return new Response(200, "OK", Map.of(), new JsonWebKeySet(published).toJson());
    }

    private IssuerKeys keys(Duration refresh) {
        return new IssuerKeys("https://issuer.example", this::answer, refresh, () -> now);
    }

    @Test
    void knownKeysAreNotFetchedAgainUntilTheyAreOld() throws Exception {
        published = List.of(a);
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys(HOUR));

        for (int i = 0; i < BUSY; i++) {
            assertThat(resolver.resolveKey(signedBy(a), List.of())).isEqualTo(a.getPublicKey());
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aKeyThatTheIssuerHasTakenBackIsGoneAfterTheRefresh() throws Exception {
        published = List.of(a);
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys(AT_ONCE));
        resolver.resolveKey(signedBy(a), List.of());

        published = List.of(b);
        now = now.plus(IssuerKeys.PAUSE);

        assertThatThrownBy(() -> resolver.resolveKey(signedBy(a), List.of()))
                .isInstanceOf(UnresolvableKeyException.class)
                .hasNoCause();
        assertThat(resolver.resolveKey(signedBy(b), List.of())).isEqualTo(b.getPublicKey());
    }

    @Test
    void inventedKeysCostTheIssuerOneRequestInAWhile() throws Exception {
        published = List.of(a);
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys(HOUR));
        resolver.resolveKey(signedBy(a), List.of());

        for (int i = 0; i < BUSY; i++) {
            assertThatThrownBy(() -> resolver.resolveKey(signedBy(b), List.of()))
                    .isInstanceOf(UnresolvableKeyException.class)
                    .hasNoCause();
        }
        assertThat(requests).hasValue(1);

        published = List.of(a, b);
        now = now.plus(IssuerKeys.PAUSE);
        assertThat(resolver.resolveKey(signedBy(b), List.of())).isEqualTo(b.getPublicKey());
        assertThat(requests).hasValue(2);
    }

    @Test
    void anIssuerThatIsDownIsAskedOnceInAWhile() throws Exception {
        isDown = true;
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys(HOUR));

        for (int i = 0; i < BUSY; i++) {
            assertThatThrownBy(() -> resolver.resolveKey(signedBy(a), List.of()))
                    .isInstanceOf(UnresolvableKeyException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
        assertThat(requests).hasValue(1);

        published = List.of(a);
        isDown = false;
        now = now.plus(IssuerKeys.PAUSE);
        assertThat(resolver.resolveKey(signedBy(a), List.of())).isEqualTo(a.getPublicKey());
        assertThat(requests).hasValue(2);
    }

    @Test
    void oldKeysAreUsedForADayWhileTheIssuerIsDown() throws Exception {
        published = List.of(a);
        IssuerKeys keys = keys(AT_ONCE);
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys);
        resolver.resolveKey(signedBy(a), List.of());

        isDown = true;
        now = now.plus(Duration.ofDays(1)).minusSeconds(1);
        assertThat(resolver.resolveKey(signedBy(a), List.of())).isEqualTo(a.getPublicKey());
        assertThatThrownBy(() -> resolver.resolveKey(signedBy(b), List.of()))
                .isInstanceOf(UnresolvableKeyException.class)
                .hasCauseInstanceOf(IOException.class);

        now = now.plusSeconds(1);
        assertThatThrownBy(() -> resolver.resolveKey(signedBy(a), List.of()))
                .isInstanceOf(UnresolvableKeyException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void fewWaitForAnIssuerThatHangs() throws Exception {
        isHanging = true;
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys(HOUR));
        ExecutorService others = Executors.newCachedThreadPool();
        try {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < BUSY; i++) {
                waiting.add(others.submit(() -> resolver.resolveKey(signedBy(a), List.of())));
            }
            await().atMost(LoadFactor.scale(Duration.ofMinutes(1)))
                    .until(() -> waiting.stream().filter(Future::isDone).count() == BUSY - IssuerKeys.MAX_WAITING);
            assertThat(requests).hasValue(1);
        } finally {
            hanging.countDown();
            others.shutdownNow();
        }
    }

    @Test
    void aHangingRefreshHoldsUpNobodyWithAKnownKey() throws Exception {
        published = List.of(a);
        VerificationKeyResolver resolver = ExternalTokens.resolver(keys(AT_ONCE));
        resolver.resolveKey(signedBy(a), List.of());

        isHanging = true;
        now = now.plus(IssuerKeys.PAUSE);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> first = other.submit(() -> resolver.resolveKey(signedBy(a), List.of()));
            await().atMost(LoadFactor.scale(Duration.ofMinutes(1))).until(() -> requests.get() == 2);

            assertThat(resolver.resolveKey(signedBy(a), List.of())).isEqualTo(a.getPublicKey());
            assertThat(first).isNotDone();
        } finally {
            hanging.countDown();
            other.shutdownNow();
        }
    }

    private static JsonWebSignature signedBy(EllipticCurveJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        return signature;
    }

    private static EllipticCurveJsonWebKey key(String id) {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
