package org.agentwarden.systems;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One request as it arrived at a receiver, to the byte. */
public final class ReceivedWebhook {

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final long arrivedNanos;

    /** @param headers by their names in lower case */
    public ReceivedWebhook(
            String method, String path, Map<String, List<String>> headers, byte[] body, long arrivedNanos) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.arrivedNanos = arrivedNanos;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** By their names in lower case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** A header that must be there exactly once. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new IllegalStateException("Expected one header " + name + ", got " + values);
        }
        return values.get(0);
    }

    /** The webhook-id: the event's id. */
    public String id() {
        return header("webhook-id");
    }

    /** 1 for the first attempt. */
    public int attempt() {
        return Integer.parseInt(header("x-agentwarden-attempt"));
    }

    /** The exact bytes. */
    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
        try (JsonReader reader = Json.createReader(new StringReader(text()))) {
            return reader.readObject();
        }
    }

    public String event() {
        return json().getString("event");
    }

    public JsonObject data() {
        return json().getJsonObject("data");
    }

    /** What {@link System#nanoTime} said when the whole request had arrived. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    public Duration since(ReceivedWebhook earlier) {
        return Duration.ofNanos(arrivedNanos - earlier.arrivedNanos);
    }

    /** Whether the signature is valid, by the judgement of the Standard Webhooks library. */
    public boolean isSignedWith(String secret) {
        try {
            new Webhook(secret).verify(text(), headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + path + " " + headers + " " + text();
    }
}
