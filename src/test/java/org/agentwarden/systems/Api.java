package org.agentwarden.systems;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The server's HTTP API with one credential: the way around the systems for tests that send what a well-behaved client
 * never would. Thread-safe; a broken connection is an {@link UncheckedIOException}.
 */
public final class Api {

    private static final HttpClient CLIENT = client().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final URI base;
    private final Map<String, String> credential;
    private final HttpClient client;

    private Api(URI base, Map<String, String> credential, HttpClient client) {
        this.base = base;
        this.credential = Map.copyOf(credential);
        this.client = client;
    }

    public static Api anonymous(URI base) {
        return new Api(base, Map.of(), CLIENT);
    }

    public static Api withToken(URI base, String token) {
        return new Api(base, Map.of("Authorization", "Bearer " + token), CLIENT);
    }

    public static Api withKey(URI base, String apiKey) {
        return new Api(base, Map.of("X-API-Key", apiKey), CLIENT);
    }

    /** The same over connections of its own, which trust what that TLS trusts. */
    public Api over(SSLContext tls, String... protocols) {
        SSLParameters parameters = tls.getDefaultSSLParameters();
        parameters.setProtocols(protocols);
        return new Api(
                base,
                credential,
                client().sslContext(tls).sslParameters(parameters).build());
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    public Answer get(String path) {
        return send("GET", path, Map.of(), new byte[0]);
    }

    public Answer post(String path, JsonObject body) {
        return post(path, body.toString());
    }

    /** Posts a text as {@code application/json}, whatever it is. */
    public Answer post(String path, String body) {
        return send("POST", path, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer put(String path, JsonObject body) {
        return put(path, body.toString());
    }

    /** Puts a text as {@code application/json}, whatever it is. */
    public Answer put(String path, String body) {
        return send("PUT", path, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer delete(String path) {
        return send("DELETE", path, Map.of(), new byte[0]);
    }

    public Answer delete(String path, JsonObject body) {
        return send("DELETE", path, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends any request; the credential is added.
     *
     * @param path begins with a slash, escaped as it shall go over the wire
     * @param body empty for a request without one
     */
    public Answer send(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        credential.forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of a 200, as it comes; nothing more is read than is asked for, apart from some buffers. */
    public InputStream stream(String path) {
        HttpResponse<InputStream> response = begun(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " was answered " + response.statusCode());
        }
        return response.body();
    }

    /** An answer without its body, which is not waited for. */
    public Answer beginningOf(String path) {
        HttpResponse<InputStream> response = begun(path);
        try {
            response.body().close();
            return new Answer(response.statusCode(), response.headers().map(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path + " failed", e);
        }
    }

    private HttpResponse<InputStream> begun(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        credential.forEach(request::setHeader);
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
