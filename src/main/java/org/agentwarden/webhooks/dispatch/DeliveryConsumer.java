package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.platform.Migrations;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.engine.ClaimedBatch;
import org.agentwarden.webhooks.engine.DeliveryEngine;

/**
 * Receives messages: claims the deliveries that are due, and sends every delivery that is not finished to the queue again,
 * for the time at which it can be claimed. The message is acknowledged after that, so that a message names each delivery
 * whenever this node dies. Claims have transactions of their own.
 */
@MessageDriven(
        name = "DeliveryConsumer",
        activationConfig =
                @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"))
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryConsumer implements MessageListener {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(DeliveryConsumer.class.getName()));

    /** When to try again if the deliveries of a message could not be claimed. */
    private static final Duration FAILURE_DELAY = Duration.ofSeconds(5);

    @Inject
    private DeliveryEngine engine;

    @Inject
    private DeliveryQueue queue;

    @Inject
    private Migrations migrations;

    /** The queue may hold messages of an earlier start, and hands them out before singletons are constructed. */
    @PostConstruct
    void awaitSchema() {
        migrations.await();
    }

    /** @throws JMSRuntimeException when the broker can't be reached; then it delivers the message again */
    @Override
    public void onMessage(Message message) {
        try {
            Optional<QueueMessage> read = QueueMessage.read(message);
            if (read.isPresent()) {
                process(read.get());
            } else {
                String id = message.getJMSMessageID();
                LOG.log(Level.WARNING, "type", () -> "Message " + id + " dropped: it is not a text");
            }
        } catch (JMSException e) {
            LOG.log(Level.WARNING, "unreadable", () -> "Unreadable message dropped: " + e);
        }
    }

    private void process(QueueMessage message) {
        queue.noteReceived(message.deliveries().size());
        try {
            ClaimedBatch batch = engine.claim(message.deliveries(), message.looksBehindBacklog());
            keepOnQueue(message, batch);
        } catch (JMSRuntimeException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "claim " + e.getClass().getName(),
                    () -> "Deliveries could not be claimed, and are tried again in a few seconds: " + e);
            queue.send(message, FAILURE_DELAY);
        }
    }

    /** Sends what is claimed even if the broker fails. */
    private void keepOnQueue(QueueMessage message, ClaimedBatch batch) {
        try {
            if (!batch.later().isEmpty()) {
                queue.send(batch.later());
            }
            if (!batch.withoutRoom().isEmpty()) {
                queue.send(message.returned(batch.withoutRoom()), message.delay());
            }
        } finally {
            engine.send(batch.claimed());
        }
    }
}
