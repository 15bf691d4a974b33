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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.eclipse.microprofile.faulttolerance.Retry;

/** The durable queue of tickets. Those that are not due yet wait in the broker until they are. */
@ApplicationScoped
public class DeliveryQueue {

    @Resource(name = "jms/connections")
    private ConnectionFactory connections;

    @Resource(name = "jms/deliveries")
    private Queue queue;

    @Inject
    private InstantSource clock;

    /**
     * Sends tickets, those that are due at the same time in one message. A second try is harmless, because a doubled
     * ticket finds its delivery claimed; the retries of the deliveries themselves are another matter, and live in their
     * rows.
     *
     * @throws JMSRuntimeException when the broker can't be reached
     */
    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = JMSRuntimeException.class)
    public void send(List<DeliveryRef> tickets) {
        Instant now = clock.instant();
        TreeMap<Long, List<DeliveryRef>> byDelay = tickets.stream()
                .collect(Collectors.groupingBy(ticket -> delayMillis(ticket, now), TreeMap::new, Collectors.toList()));
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = context.createProducer();
            byDelay.forEach((delay, due) -> producer.setDeliveryDelay(delay).send(queue, QueuedRefs.write(due)));
        }
    }

    /** Rounded up: a ticket must not come before its delivery is due. */
    private static long delayMillis(DeliveryRef ticket, Instant now) {
        Duration wait = Duration.between(now, ticket.dueAt());
        return wait.isNegative() || wait.isZero() ? 0 : wait.toMillis() + 1;
    }

    /** Connects and disconnects. @throws JMSRuntimeException when the broker can't be reached */
    void probe() {
        connections.createContext(JMSContext.AUTO_ACKNOWLEDGE).close();
    }
}
