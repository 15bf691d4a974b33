package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.DeliveryRef;
import org.agentwarden.webhooks.deliveries.ScheduledDelivery;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * The durable queue. Each delivery that is not finished is named by a message on it; those that are not due yet wait in
 * the broker until they are.
 */
@ApplicationScoped
public class DeliveryQueue {

    /** Deliveries that are due within this time share a message, which arrives when the last of them is due. */
    private static final long PRECISION_MILLIS = 100;

    @Resource(name = "jms/connections")
    private ConnectionFactory connections;

    @Resource(name = "jms/deliveries")
    private Queue queue;

    @Inject
    private InstantSource clock;

    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /**
     * Sends messages that arrive when the deliveries are due, at most a tenth of a second later. Sending twice is harmless:
     * the deliveries of the second message are claimed or finished already.
     *
     * @throws JMSRuntimeException when the broker can't be reached
     */
    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = JMSRuntimeException.class)
    public void send(Collection<ScheduledDelivery> deliveries) {
        Instant now = clock.instant();
        TreeMap<Long, List<DeliveryRef>> byDelay = deliveries.stream()
                .collect(Collectors.groupingBy(
                        delivery -> delayMillis(delivery, now),
                        TreeMap::new,
                        Collectors.mapping(ScheduledDelivery::delivery, Collectors.toList())));
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            byDelay.forEach((delay, refs) -> send(context, new QueueMessage(refs, 0), delay));
        }
        sent.add(deliveries.size());
    }

    /** Sends a message again, to arrive after a delay. @throws JMSRuntimeException when the broker can't be reached */
    @Retry(maxRetries = 2, delay = 200, jitter = 100, retryOn = JMSRuntimeException.class)
    public void send(QueueMessage message, Duration delay) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            send(context, message, delay.toMillis());
        }
        sent.add(message.deliveries().size());
    }

    private void send(JMSContext context, QueueMessage message, long delayMillis) {
        context.createProducer()
                .setDeliveryDelay(delayMillis)
                .setProperty(QueueMessage.RETURNS, message.returns())
                .send(queue, message.text());
    }

    /** Rounded up: a message must not come before its deliveries are due. */
    private static long delayMillis(ScheduledDelivery delivery, Instant now) {
        boolean isDue = !delivery.dueAt().isAfter(now);
        long wait = Duration.between(now, delivery.dueAt()).toMillis();
        return isDue ? 0 : (wait / PRECISION_MILLIS + 1) * PRECISION_MILLIS;
    }

    void noteReceived(int deliveries) {
        received.add(deliveries);
    }

    /** How many deliveries were in the messages that this node has sent since its start. */
    public long sent() {
        return sent.sum();
    }

    /** How many deliveries were in the messages that this node has received since its start. */
    public long received() {
        return received.sum();
    }

    /** Connects and disconnects. @throws JMSRuntimeException when the broker can't be reached */
    void probe() {
        connections.createContext(JMSContext.AUTO_ACKNOWLEDGE).close();
    }
}
