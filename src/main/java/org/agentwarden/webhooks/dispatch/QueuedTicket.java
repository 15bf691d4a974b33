package org.agentwarden.webhooks.dispatch;

import java.util.Optional;
import org.agentwarden.webhooks.outbox.Ticket;

/** A ticket as the text of a queue message: {@code <delivery id>#<claim number>}. */
public record QueuedTicket(String deliveryId, long claimNumber) {

    private static final char SEPARATOR = '#';

    static String write(Ticket ticket) {
        return ticket.deliveryId() + SEPARATOR + ticket.claimNumber();
    }

    /** Empty for a text that no server of ours has written. */
    public static Optional<QueuedTicket> read(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return Optional.empty();
        }
        try {
            long claimNumber = Long.parseLong(text.substring(separator + 1));
            return Optional.of(new QueuedTicket(text.substring(0, separator), claimNumber));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
