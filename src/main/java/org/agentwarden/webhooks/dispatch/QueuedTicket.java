package org.agentwarden.webhooks.dispatch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agentwarden.webhooks.outbox.Ticket;

/** A ticket as the text of a queue message: {@code <delivery id>#<claim number>}. */
public record QueuedTicket(String deliveryId, long claimNumber) {

    private static final char SEPARATOR = '#';
    private static final Pattern FORM = Pattern.compile("([^#]+)#(\\d{1,18})");

    static String write(Ticket ticket) {
        return ticket.deliveryId() + SEPARATOR + ticket.claimNumber();
    }

    /** Empty for a text that no server of ours has written. */
    public static Optional<QueuedTicket> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new QueuedTicket(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }
}
