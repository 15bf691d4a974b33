package org.agentwarden.webhooks.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.outbox.Ticket;

/** Tickets as the text of a queue message: a line {@code <delivery id>@<endpoint id>} for each. */
public final class QueuedTickets {

    private static final String LINE_END = "\n";
    private static final char SEPARATOR = '@';
    private static final Pattern LINE = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private QueuedTickets() {}

    static String write(List<Ticket> tickets) {
        return tickets.stream()
                .map(ticket -> ticket.deliveryId() + SEPARATOR + ticket.endpointId())
                .collect(Collectors.joining(LINE_END));
    }

    /** Without the lines that no server of ours has written. Whatever has come is due. */
    public static List<Ticket> read(String text) {
        return text.lines()
                .filter(line -> LINE.matcher(line).matches())
                .map(QueuedTickets::ticket)
                .toList();
    }

    private static Ticket ticket(String line) {
        int separator = line.indexOf(SEPARATOR);
        return new Ticket(line.substring(0, separator), line.substring(separator + 1), Instant.EPOCH);
    }
}
