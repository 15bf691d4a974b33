package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.webhooks.outbox.Ticket;
import org.eclipse.microprofile.faulttolerance.Retry;

/** The durable queue of delivery ids. A ticket that is not due yet waits in the broker until it is. */
@ApplicationScoped
public class DeliveryQueue {

    @Resource(name = "jms/connections")
    private ConnectionFactory connections;

    @Resource(name = "jms/deliveries")
    private Queue queue;

    @Inject
    private InstantSource clock;

    /**
     * Sends tickets. A second try is harmless, because a doubled ticket is stale once the first is used; the retries of
     * the deliveries themselves are another matter, and live in their rows.
     *
     * @throws JMSRuntimeException when the broker can't be reached
     */
    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = JMSRuntimeException.class)
    public void send(List<Ticket> tickets) {
        Instant now = clock.instant();
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer();
            for (Ticket ticket : tickets) {
                Duration wait = Duration.between(now, ticket.dueAt());
                producer.setDeliveryDelay(Math.max(0, wait.toMillis()));
                producer.send(queue, QueuedTicket.write(ticket));
            }
        }
    }

    /** Connects and disconnects. @throws JMSRuntimeException when the broker can't be reached */
    void probe() {
        connections.createContext(JMSContext.AUTO_ACKNOWLEDGE).close();
    }
}
