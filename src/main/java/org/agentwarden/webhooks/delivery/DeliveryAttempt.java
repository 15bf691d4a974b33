package org.agentwarden.webhooks.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.webhooks.endpoints.Destination;
import org.agentwarden.webhooks.outbox.AttemptResult;
import org.agentwarden.webhooks.outbox.ClaimedDelivery;
import org.agentwarden.webhooks.signing.WebhookSigner;

/** Makes one attempt of a claimed delivery: signs it and sends it. */
@ApplicationScoped
public class DeliveryAttempt {

    @Inject
    private WebhookSender sender;

    @Inject
    private InstantSource clock;

    /** Blocks as long as the receiver takes, within the timeout. Never inside a transaction. */
    public AttemptResult make(ClaimedDelivery claimed) {
        Instant start = clock.instant();
        Destination destination = claimed.destination();
        String body = destination.format().body(claimed.payload(), claimed.organizationId());
        AttemptOutcome outcome = sender.send(new OutgoingWebhook(
                destination.url(),
                headers(claimed, body, start),
                destination.format().contentType(),
                body));
        return new AttemptResult(
                outcome.ending(),
                start,
                outcome.duration(),
                outcome.statusCode(),
                outcome.error(),
                outcome.body(),
                outcome.retryAfter().flatMap(value -> RetryAfter.parse(value, clock.instant())));
    }

    private static Map<String, String> headers(ClaimedDelivery claimed, String body, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>(claimed.destination().headers());
        headers.put("User-Agent", "AgentWarden-Webhook/1.0");
        headers.put("webhook-id", claimed.eventId());
        headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        headers.put(
                "webhook-signature", WebhookSigner.sign(claimed.destination().secrets(), claimed.eventId(), at, body));
        headers.put("X-AgentWarden-Event", claimed.eventType().wireName());
        headers.put("X-AgentWarden-Attempt", Integer.toString(claimed.attempt()));
        claimed.cause().ifPresent(cause -> trace(headers, cause));
        return headers;
    }

    /** Each attempt is a span of its own. */
    private static void trace(Map<String, String> headers, TraceContext cause) {
        TraceContext span = cause.child(ThreadLocalRandom.current().nextLong());
        headers.put("traceparent", span.traceparent());
        span.tracestate().ifPresent(state -> headers.put("tracestate", state));
    }
}
