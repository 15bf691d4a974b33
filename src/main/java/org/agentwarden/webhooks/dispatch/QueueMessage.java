package org.agentwarden.webhooks.dispatch;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.DeliveryRef;

/**
 * A message on the queue: deliveries to claim.
 *
 * @param returns how often no node had room for them
 */
record QueueMessage(List<DeliveryRef> deliveries, int returns) {

    static final String RETURNS = "returns";

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9-]{1,64}+) ([A-Za-z0-9-]{1,64}+)");
    private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;

    /** Half a minute: then also what waits behind a backlog is looked at, as it may be finished. */
    private static final int MOST_UNREAD_RETURNS = 3;

    /** Empty for a message that is not ours. */
    static Optional<QueueMessage> read(Message message) throws JMSException {
        if (!(message instanceof TextMessage text) || text.getText() == null) {
            return Optional.empty();
        }
        int returns = message.propertyExists(RETURNS) ? message.getIntProperty(RETURNS) : 0;
        return Optional.of(new QueueMessage(deliveriesIn(text.getText()), Math.max(0, returns)));
    }

    static List<DeliveryRef> deliveriesIn(String text) {
        return text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new DeliveryRef(line.group(1), line.group(2)))
                .toList();
    }

    String text() {
        return deliveries.stream()
                .map(delivery -> delivery.deliveryId() + " " + delivery.endpointId())
                .collect(Collectors.joining("\n"));
    }

    /** When to try again if there is no room now: the delay doubles each time, up to five minutes. */
    Duration delay() {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(returns, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    /** Whether to look at its deliveries although this node sends a backlog of their endpoint: it will find them itself. */
    boolean looksBehindBacklog() {
        return returns >= MOST_UNREAD_RETURNS;
    }

    QueueMessage returned(List<DeliveryRef> withoutRoom) {
        return new QueueMessage(withoutRoom, returns + 1);
    }
}
