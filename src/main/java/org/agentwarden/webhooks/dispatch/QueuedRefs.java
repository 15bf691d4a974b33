package org.agentwarden.webhooks.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agentwarden.webhooks.deliveries.DeliveryRef;

/** Tickets as the text of a queue message: a line {@code <delivery id>@<endpoint id>} for each. */
public final class QueuedRefs {

    private static final String LINE_END = "\n";
    private static final char SEPARATOR = '@';
    private static final Pattern LINE = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private QueuedRefs() {}

    static String write(List<DeliveryRef> tickets) {
        return tickets.stream()
                .map(ticket -> ticket.deliveryId() + SEPARATOR + ticket.endpointId())
                .collect(Collectors.joining(LINE_END));
    }

    /** Without the lines that no server of ours has written. Whatever has come is due. */
    public static List<DeliveryRef> read(String text) {
        return text.lines()
                .filter(line -> LINE.matcher(line).matches())
                .map(QueuedRefs::ticket)
                .toList();
    }

    private static DeliveryRef ticket(String line) {
        int separator = line.indexOf(SEPARATOR);
        return new DeliveryRef(line.substring(0, separator), line.substring(separator + 1), Instant.EPOCH);
    }
}
