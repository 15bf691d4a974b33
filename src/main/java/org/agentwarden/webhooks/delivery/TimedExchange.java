package org.agentwarden.webhooks.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Bounds a whole exchange with a receiver, from the look-up of its name to the last byte of its answer. */
@ApplicationScoped
public class TimedExchange {

    private final Receiver receiver;

    @Inject
    public TimedExchange(Receiver receiver) {
        this.receiver = receiver;
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    TimedExchange() {
        this.receiver = null;
    }

    /**
     * The default is the contract's five seconds; {@link ExchangeTimeout} puts {@code agentwarden.webhooks.timeout} in its
     * place.
     */
    @Timeout(5_000)
    public Answer post(OutgoingWebhook webhook) {
        return receiver.post(webhook);
    }
}
