package org.agentwarden.webhooks.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import java.lang.System.Logger.Level;
import org.agentwarden.platform.Migrations;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.webhooks.engine.DeliveryEngine;

/**
 * Takes tickets from the queue to the engine, which never makes it wait. It runs outside of any transaction: claiming
 * and recording have short ones of their own, and a message that is lost in between is replaced by the sweep.
 */
@MessageDriven(
        name = "DeliveryConsumer",
        activationConfig =
                @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"))
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliveryConsumer implements MessageListener {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(DeliveryConsumer.class.getName()));

    @Inject
    private DeliveryEngine engine;

    @Inject
    private Migrations migrations;

    /** The queue may hold tickets of an earlier start, and hands them out before singletons are constructed. */
    @PostConstruct
    void awaitSchema() {
        migrations.await();
    }

    @Override
    public void onMessage(Message message) {
        try {
            // Asked for its body as a text, an ObjectMessage would first deserialize it.
            if (message instanceof TextMessage text && text.getText() != null) {
                engine.attempt(QueuedRefs.read(text.getText()));
            } else {
                String id = message.getJMSMessageID();
                LOG.log(Level.WARNING, "type", () -> "Message " + id + " dropped: it is not a text");
            }
        } catch (JMSException e) {
            LOG.log(Level.WARNING, "unreadable", () -> "Unreadable message dropped: " + e);
        }
    }
}
