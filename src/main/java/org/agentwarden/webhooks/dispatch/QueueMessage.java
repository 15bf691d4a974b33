package org.agentwarden.webhooks.dispatch;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message on the queue: deliveries to claim.
 *
 * @param returns how often no node had room for them
 */
record QueueMessage(List<String> deliveryIds, int returns) {

    static final String RETURNS = "returns";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;

    /** Empty for a message that is not ours. */
    static Optional<QueueMessage> read(Message message) throws JMSException {
        if (!(message instanceof TextMessage text) || text.getText() == null) {
            return Optional.empty();
        }
        int returns = message.propertyExists(RETURNS) ? message.getIntProperty(RETURNS) : 0;
        return Optional.of(new QueueMessage(idsIn(text.getText()), Math.max(0, returns)));
    }

    static List<String> idsIn(String text) {
        return text.lines().filter(line -> ID.matcher(line).matches()).toList();
    }

    String text() {
        return String.join("\n", deliveryIds);
    }

    /** When to try again if there is no room now: the delay doubles each time, up to five minutes. */
    Duration delay() {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(returns, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    QueueMessage returned(List<String> ids) {
        return new QueueMessage(ids, returns + 1);
    }
}
