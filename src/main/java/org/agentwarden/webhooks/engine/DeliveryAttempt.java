package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.client.OutgoingWebhook;
import org.agentwarden.webhooks.client.RequestWithdrawn;
import org.agentwarden.webhooks.client.WebhookSender;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.endpoints.CurrentDestinations;
import org.agentwarden.webhooks.endpoints.CurrentDestinations.Current;
import org.agentwarden.webhooks.endpoints.Destination;
import org.agentwarden.webhooks.signing.SigningSecret;

/** Makes one attempt of a claimed delivery: signs it and sends it. */
@ApplicationScoped
public class DeliveryAttempt {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(DeliveryAttempt.class.getName()));

    @Inject
    private CurrentDestinations destinations;

    @Inject
    private WebhookSender sender;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * Blocks until the outcome is known, at most for the timeout. Never inside a transaction.
     *
     * @return empty when nothing was sent: the endpoint is disabled, was changed at this moment or can't be looked up, or
     *     the attempt might outlast the lease
     */
    public Optional<AttemptOutcome> make(ClaimedDelivery claimed) {
        try {
            // The look-up may have waited for the database: what is left of the lease counts from here on.
            return destinationOf(claimed)
                    .filter(current -> claimed.lease().leavesTimeFor(settings.webhookTimeout(), clock.instant()))
                    .map(current -> send(claimed, current.destination(), current.unchanged()));
        } catch (RequestWithdrawn e) {
            return Optional.empty();
        }
    }

    private Optional<Current> destinationOf(ClaimedDelivery claimed) {
        try {
            return destinations.of(claimed.endpointId(), claimed.event().type());
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "destination " + e.getClass().getName(),
                    () -> claimed + " is not sent, its webhook can not be looked up: " + e);
            return Optional.empty();
        }
    }

    private AttemptOutcome send(ClaimedDelivery claimed, Destination destination, BooleanSupplier unchanged) {
        String body = destination.format().body(claimed.event().payload(), claimed.organizationId());
        return sender.send(new OutgoingWebhook(
                claimed.organizationId(),
                destination.url(),
                headers(claimed, destination, body, clock.instant()),
                destination.format().contentType(),
                body,
                unchanged));
    }

    private static Map<String, String> headers(
            ClaimedDelivery claimed, Destination destination, String body, Instant at) {
        Map<String, String> headers = new LinkedHashMap<>(destination.headers());
        headers.put("User-Agent", "AgentWarden-Webhook/1.0");
        headers.put("webhook-id", claimed.event().id());
        headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        headers.put(
                "webhook-signature",
                SigningSecret.signatures(destination.secrets(), claimed.event().id(), at, body));
        headers.put("X-AgentWarden-Event", claimed.event().type().wireName());
        headers.put("X-AgentWarden-Attempt", Integer.toString(claimed.attempt()));
        claimed.event().cause().ifPresent(cause -> trace(headers, cause));
        return headers;
    }

    /** Each attempt is a span of its own. */
    private static void trace(Map<String, String> headers, TraceContext cause) {
        TraceContext span = cause.child(ThreadLocalRandom.current().nextLong());
        headers.put("traceparent", span.traceparent());
        span.tracestate().ifPresent(state -> headers.put("tracestate", state));
    }
}
