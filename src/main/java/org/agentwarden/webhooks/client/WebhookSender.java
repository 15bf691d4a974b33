package org.agentwarden.webhooks.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Answered;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Unanswered;
import org.agentwarden.webhooks.deliveries.Exchange;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Sends one webhook and returns the outcome. */
@ApplicationScoped
public class WebhookSender {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(WebhookSender.class.getName()));

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
            return new Answered(
                    exchange(webhook, startedAt, start),
                    response.status(),
                    response.body(),
                    response.retryAfter().flatMap(value -> RetryAfter.parse(value, clock.instant())));
        } catch (TimeoutException | ProcessingException | ConnectionNotOpened e) {
            return failure(e, exchange(webhook, startedAt, start));
        } finally {
            // A timeout may have interrupted this thread just as the exchange ended. The interrupt must not reach the
            // caller, where it would break the next use of the database.
            boolean unused = Thread.interrupted();
        }
    }

    private static Exchange exchange(OutgoingWebhook webhook, Instant startedAt, long start) {
        return new Exchange(webhook.url(), startedAt, Duration.ofNanos(System.nanoTime() - start));
    }

    private AttemptOutcome failure(RuntimeException failure, Exchange exchange) {
        Optional<EgressRefused> refused = Throwables.find(failure, EgressRefused.class);
        if (refused.isPresent()) {
            return new Unanswered(
                    exchange,
                    AttemptEnding.REFUSED_BY_POLICY,
                    String.valueOf(refused.get().getMessage()));
        }
        boolean timedOut = failure instanceof TimeoutException
                || Throwables.has(failure, java.util.concurrent.TimeoutException.class);
        return timedOut
                ? new Unanswered(
                        exchange, AttemptEnding.TIMEOUT, "no complete answer within " + limit.toMillis() + " ms")
                : new Unanswered(exchange, AttemptEnding.UNREACHABLE, reason(failure, exchange.url()));
    }

    /** For people: Jetty's own messages describe its internal state. */
    private static String reason(RuntimeException failure, URI url) {
        Optional<ProxyFailed> proxy = Throwables.find(failure, ProxyFailed.class);
        if (proxy.isPresent()) {
            return String.valueOf(proxy.get().getMessage());
        }
        if (Throwables.has(failure, UnknownHostException.class)) {
            return "could not resolve host " + url.getHost();
        }
        if (Throwables.has(failure, SocketTimeoutException.class)) {
            return "connecting took too long";
        }
        if (Throwables.has(failure, InterruptedException.class)) {
            return "interrupted before the answer was complete";
        }
        if (Throwables.has(failure, RejectedExecutionException.class)) {
            return "too many requests wait for this receiver";
        }
        Optional<SSLException> tls = Throwables.find(failure, SSLException.class);
        if (tls.isPresent()) {
            return "TLS failed: " + tls.get().getMessage();
        }
        if (Throwables.has(failure, ConnectionNotOpened.class)) {
            return Throwables.systemMessage(failure).orElse("could not connect");
        }
        if (Throwables.has(failure, HttpResponseException.class)) {
            return "the answer is not valid HTTP"
                    + Throwables.find(failure, HttpException.RuntimeException.class)
                            .map(invalid -> ": " + invalid.getReason())
                            .orElse("");
        }
        if (!Throwables.has(failure, IOException.class)) {
            LOG.log(
                    Level.WARNING,
                    "unexpected",
                    () -> "A webhook was not delivered, for an unexpected reason",
                    failure);
        }
        return "the connection ended before the answer was complete";
    }
}
