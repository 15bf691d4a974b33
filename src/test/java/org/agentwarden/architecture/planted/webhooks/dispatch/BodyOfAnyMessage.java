package org.agentwarden.architecture.planted.webhooks.dispatch;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** Asks a message of any type for its body. */
public final class BodyOfAnyMessage {

    public String text(Message message) throws JMSException {
        return message.getBody(String.class);
    }
}
