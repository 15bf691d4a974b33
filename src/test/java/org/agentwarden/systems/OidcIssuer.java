package org.agentwarden.systems;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * A company's OpenID Connect issuer, on a loopback port: it describes itself, publishes its key and signs whatever claims
 * it is given. Thread-safe.
 */
public final class OidcIssuer implements AutoCloseable {

    public static final String AUDIENCE = "agentwarden-api";

    private static final int KEY_BITS = 2_048;
    private static final int LIFETIME_MINUTES = 5;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger keyRequests = new AtomicInteger();
    private volatile RsaJsonWebKey key = newKey();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

    private OidcIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/realms/company/.well-known/openid-configuration", this::describe);
        server.createContext("/realms/company/keys", this::publishKeys);
        server.start();
    }

    public static OidcIssuer start() {
        return new OidcIssuer();
    }

    /** Its URL and the claim {@code iss}. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/company";
    }

    /** What an access token for {@link #AUDIENCE} says, valid from now on for five minutes. */
    public JwtClaims claims(String subject, String... groups) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringClaim("email", subject + "@company.example");
        claims.setStringListClaim("groups", List.of(groups));
        claims.setStringClaim("typ", "Bearer");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFETIME_MINUTES);
        return claims;
    }

    /** An access token of a user in some groups. */
    public String token(String subject, String... groups) {
        return sign(claims(subject, groups));
    }

    /** Any claims, signed with RS256 and the key that counts now. */
    public String sign(JwtClaims claims) {
        return sign(claims, AlgorithmIdentifiers.RSA_USING_SHA256, key.getPrivateKey(), key.getKeyId());
    }

    /** Any claims, signed by anybody, naming any key. */
    public static String sign(JwtClaims claims, String algorithm, Key key, String keyId) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setHeader("typ", "JWT");
        signature.setKeyIdHeaderValue(keyId);
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that counts now, of which only the public half is published. */
    public RsaJsonWebKey key() {
        return key;
    }

    /** From now on another key signs, and the one before is not published any more. */
    public void rotateKey() {
        key = newKey();
    }

    /** How often somebody has asked for the keys. */
    public int keyRequests() {
        return keyRequests.get();
    }

    /** From now on whoever asks waits for {@link #answerAgain}. */
    public void hang() {
        mayAnswer = new CountDownLatch(1);
    }

    public void answerAgain() {
        mayAnswer.countDown();
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                Json.createObjectBuilder()
                        .add("issuer", issuer())
                        .add("jwks_uri", issuer() + "/keys")
                        .build()
                        .toString());
    }

    private void publishKeys(HttpExchange exchange) throws IOException {
        keyRequests.incrementAndGet();
        answer(exchange, new JsonWebKeySet(key).toJson());
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            mayAnswer.await();
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey made = RsaJwkGenerator.generateJwk(KEY_BITS);
            made.setKeyId(UUID.randomUUID().toString());
            made.setUse("sig");
            return made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        answerAgain();
        server.stop(0);
        threads.shutdownNow();
    }
}
