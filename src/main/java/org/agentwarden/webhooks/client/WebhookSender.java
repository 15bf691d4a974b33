package org.agentwarden.webhooks.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Delivered;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.RefusedByEgressPolicy;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Rejected;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.TimedOut;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Unreachable;
import org.agentwarden.webhooks.deliveries.Exchange;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Sends one webhook and says what came of it. */
@ApplicationScoped
public class WebhookSender {

    private final WebhookClient client;
    private final Duration limit;
    private final InstantSource clock;

    @Inject
    public WebhookSender(WebhookClient client, Settings settings, InstantSource clock) {
        this.client = client;
        this.limit = settings.webhookTimeout();
        this.clock = clock;
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    WebhookSender() {
        this.client = null;
        this.limit = Duration.ZERO;
        this.clock = null;
    }

    /**
     * Blocks until there is an outcome, at most for {@code agentwarden.webhooks.timeout}. Never inside a transaction.
     *
     * @throws RequestWithdrawn when nothing was sent, because it is not wanted any more
     */
    public AttemptOutcome send(OutgoingWebhook webhook) {
        Instant startedAt = clock.instant();
        long start = System.nanoTime();
        try {
            ReceiverResponse response = client.exchange(webhook, Deadline.after(limit));
            return outcome(response, exchange(webhook, startedAt, start));
        } catch (TimeoutException e) {
            return new TimedOut(exchange(webhook, startedAt, start), limit);
        } catch (ProcessingException | ConnectionNotOpened e) {
            return failure(e, webhook, exchange(webhook, startedAt, start));
        } finally {
            // A timeout interrupts this thread, perhaps just as the exchange ends by itself; the interrupt must not be
            // left for the caller, whose next statement may run into it inside the database.
            boolean unused = Thread.interrupted();
        }
    }

    private static Exchange exchange(OutgoingWebhook webhook, Instant startedAt, long start) {
        return new Exchange(webhook.url(), startedAt, Duration.ofNanos(System.nanoTime() - start));
    }

    private AttemptOutcome outcome(ReceiverResponse response, Exchange exchange) {
        return response.isSuccess()
                ? new Delivered(exchange, response.status(), response.body())
                : new Rejected(
                        exchange,
                        response.status(),
                        response.body(),
                        response.retryAfter().flatMap(value -> RetryAfter.parse(value, clock.instant())));
    }

    private AttemptOutcome failure(RuntimeException failure, OutgoingWebhook webhook, Exchange exchange) {
        Optional<EgressRefused> refused = Throwables.find(failure, EgressRefused.class);
        if (refused.isPresent()) {
            return new RefusedByEgressPolicy(
                    exchange, String.valueOf(refused.get().getMessage()));
        }
        boolean timedOut = Throwables.find(failure, java.util.concurrent.TimeoutException.class)
                .isPresent();
        return timedOut ? new TimedOut(exchange, limit) : new Unreachable(exchange, reason(failure, webhook));
    }

    /** Jetty's own messages are not for people: they show the insides of its connections. */
    private static String reason(RuntimeException failure, OutgoingWebhook webhook) {
        Optional<ProxyFailed> proxy = Throwables.find(failure, ProxyFailed.class);
        if (proxy.isPresent()) {
            return String.valueOf(proxy.get().getMessage());
        }
        if (Throwables.find(failure, UnknownHostException.class).isPresent()) {
            return "could not resolve host " + webhook.url().getHost();
        }
        if (Throwables.find(failure, SocketTimeoutException.class).isPresent()) {
            return "connecting took too long";
        }
        if (Throwables.find(failure, InterruptedException.class).isPresent()) {
            return "interrupted before the answer was complete";
        }
        if (Throwables.find(failure, RejectedExecutionException.class).isPresent()) {
            return "too many requests wait for this receiver";
        }
        Optional<SSLException> tls = Throwables.find(failure, SSLException.class);
        if (tls.isPresent()) {
            return "TLS failed: " + tls.get().getMessage();
        }
        if (Throwables.find(failure, ConnectionNotOpened.class).isPresent()) {
            // What the operating system says: connection refused, no route to host, network is unreachable.
            return Optional.ofNullable(Throwables.root(failure).getMessage())
                    .map(message -> message.toLowerCase(Locale.ROOT))
                    .orElse("could not connect");
        }
        if (Throwables.find(failure, IOException.class).isPresent()) {
            return "the connection ended before the answer was complete";
        }
        return "the answer is not valid HTTP"
                + Throwables.find(failure, HttpException.RuntimeException.class)
                        .map(invalid -> ": " + invalid.getReason())
                        .orElse("");
    }
}
