package org.agentwarden.webhooks.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.client.AttemptOutcome.Delivered;
import org.agentwarden.webhooks.client.AttemptOutcome.RefusedByEgressPolicy;
import org.agentwarden.webhooks.client.AttemptOutcome.Rejected;
import org.agentwarden.webhooks.client.AttemptOutcome.TimedOut;
import org.agentwarden.webhooks.client.AttemptOutcome.Unreachable;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Sends one webhook and says truthfully what came of it. */
@ApplicationScoped
public class WebhookClient {

    private final WebhookHttpClient receiver;
    private final Reconnection reconnection;
    private final Duration limit;

    @Inject
    public WebhookClient(WebhookHttpClient receiver, Reconnection reconnection, Settings settings) {
        this.receiver = receiver;
        this.reconnection = reconnection;
        this.limit = settings.webhookTimeout();
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    WebhookClient() {
        this.receiver = null;
        this.reconnection = null;
        this.limit = Duration.ZERO;
    }

    /**
     * Blocks until there is an outcome, at most for {@code agentwarden.webhooks.timeout}. Never inside a transaction.
     *
     * @throws RequestWithdrawn when nothing was sent, because it is not wanted any more
     */
    public AttemptOutcome send(OutgoingWebhook webhook) {
        long start = System.nanoTime();
        try {
            ReceiverResponse answer = post(webhook, Deadline.after(limit));
            Duration duration = since(start);
            return answer.isSuccess()
                    ? new Delivered(answer.status(), answer.body(), duration)
                    : new Rejected(answer.status(), answer.body(), answer.retryAfter(), duration);
        } catch (TimeoutException e) {
            return new TimedOut(limit, since(start));
        } catch (ProcessingException | ConnectionNotOpened e) {
            return failure(e, webhook, since(start));
        } finally {
            // A timeout interrupts this thread, perhaps just as the exchange ends by itself; the interrupt must not be
            // left for the caller, whose next statement may run into it inside the database.
            boolean unused = Thread.interrupted();
        }
    }

    private ReceiverResponse post(OutgoingWebhook webhook, Deadline deadline) {
        try {
            return receiver.post(webhook, deadline);
        } catch (ConnectionNotOpened e) {
            return reconnection.post(webhook, deadline);
        }
    }

    private AttemptOutcome failure(RuntimeException failure, OutgoingWebhook webhook, Duration duration) {
        Optional<EgressRefused> refused = Throwables.find(failure, EgressRefused.class);
        if (refused.isPresent()) {
            return new RefusedByEgressPolicy(String.valueOf(refused.get().getMessage()), duration);
        }
        boolean timedOut = Throwables.find(failure, java.util.concurrent.TimeoutException.class)
                .isPresent();
        return timedOut ? new TimedOut(limit, duration) : new Unreachable(reason(failure, webhook), duration);
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

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
