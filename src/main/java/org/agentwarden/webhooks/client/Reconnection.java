package org.agentwarden.webhooks.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * Tries again when a connection could not be opened: nothing has reached the receiver, so nothing can be delivered
 * twice. Only this second chance pays for the interceptors of MicroProfile Fault Tolerance, which cost as much as a whole
 * exchange; the retries of a delivery that failed later are another matter, and live in its row.
 */
@ApplicationScoped
public class Reconnection {

    private final WebhookHttpClient receiver;

    @Inject
    public Reconnection(WebhookHttpClient receiver) {
        this.receiver = receiver;
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    Reconnection() {
        this.receiver = null;
    }

    /**
     * The default timeout is the contract's five seconds; {@link ExchangeTimeout} puts {@code
     * agentwarden.webhooks.timeout} in its place.
     *
     * @throws ConnectionNotOpened when nothing has reached the receiver
     */
    @Retry(maxRetries = 1, delay = 100, retryOn = ConnectionNotOpened.class)
    @Timeout(5_000)
    public ReceiverResponse post(OutgoingWebhook webhook, Deadline deadline) {
        return receiver.post(webhook, deadline);
    }
}
