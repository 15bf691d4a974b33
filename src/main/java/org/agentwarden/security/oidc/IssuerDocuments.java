package org.agentwarden.security.oidc;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.settings.IdentityProvider;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * What the issuer publishes: its description (OpenID Connect Discovery 1.0) and, where that says, its keys. No thread
 * waits for it, redirects are not followed, and each of the two requests ends within three seconds.
 */
final class IssuerDocuments {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final String issuer;
    private final HttpClient http;

    /** @param trust whose certificates are believed */
    IssuerDocuments(String issuer, SSLContext trust) {
        this.issuer = issuer;
        this.http = HttpClient.newBuilder()
                .connectTimeout(LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .build();
    }

    /** The keys that it signs with now. */
    CompletableFuture<List<JsonWebKey>> keys() {
        return get(description())
                .thenApply(this::whereItsKeysAre)
                .thenCompose(this::get)
                .thenApply(IssuerDocuments::parse);
    }

    private URI description() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    private URI whereItsKeysAre(String description) {
        JsonObject members = JsonCodec.parseObject(description);
        if (!members.getString("issuer", "").equals(issuer)) {
            throw new IllegalStateException("its description is that of another issuer");
        }
        URI keys = URI.create(members.getString("jwks_uri", ""));
        if (!IdentityProvider.isTrustworthy(keys)) {
            throw new IllegalStateException("its jwks_uri is not https");
        }
        return keys;
    }

    private static List<JsonWebKey> parse(String keys) {
        try {
            return new JsonWebKeySet(keys).getJsonWebKeys();
        } catch (JoseException e) {
            throw new IllegalStateException("its keys are not a JSON Web Key Set", e);
        }
    }

    private CompletableFuture<String> get(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<String>> exchange = http.sendAsync(request, head -> new CappedBody());
        // The request's own timeout ends with the response's head, and a timeout here does not end the exchange.
        return exchange.copy()
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> exchange.cancel(true))
                .thenApply(response -> textOf(uri, response));
    }

    private static String textOf(URI uri, HttpResponse<String> response) {
        if (response.statusCode() != OK) {
            throw new UncheckedIOException(new IOException(uri + " answers " + response.statusCode()));
        }
        return response.body();
    }
}
