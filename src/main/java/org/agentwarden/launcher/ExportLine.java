package org.agentwarden.launcher;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.audit.sealing.SealedRow;
import org.agentwarden.audit.sealing.Truncation;

/**
 * A line of a sealed export. A member that the type of line does not have is refused: no seal covers it, so it would be
 * believed unchecked.
 */
final class ExportLine {

    private static final String TYPE = "type";

    private final Map<String, Optional<String>> members;
    private final Set<String> unread;

    private ExportLine(Map<String, Optional<String>> members) {
        this.members = members;
        this.unread = new HashSet<>(members.keySet());
    }

    static ExportLine parse(String text) throws Unreadable {
        return new ExportLine(FlatObject.parse(text));
    }

    /** {@code log}, {@code truncation}, {@code row}, {@code seal}, {@code end}, or {@code error} of one that was cut off. */
    String type() throws Unreadable {
        return members.containsKey("error") ? "error" : text(TYPE);
    }

    SealedRow row() throws Unreadable {
        Optional<String> shadowStatus = optional("shadow_status").map(ExportLine::constant);
        Optional<String> shadowPermission = optional("shadow_permission_id");
        SealedRow row = new SealedRow(
                text("id"),
                text("organization_id"),
                constant(text("kind")),
                optional("agent_id"),
                text("action"),
                optional("canonical_action"),
                constant(text("status")),
                text("context"),
                optional("ip_address"),
                optional("client_address"),
                optional("actor_id"),
                optional("subject_id"),
                optional("action_hash"),
                optional("permission_id"),
                shadowStatus.isEmpty() && shadowPermission.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SealedRow.Shadow(shadowStatus, shadowPermission)),
                optional("on_behalf_of"),
                optional("delegated_by"),
                optional("comment"),
                time("created_at"));
        requireAllRead();
        return row;
    }

    Seal seal() throws Unreadable {
        Seal seal = new Seal(
                text("organization_id"),
                number("number"),
                (int) number("version"),
                (int) number("row_count"),
                time("last_created_at"),
                text("last_id"),
                text("hash"),
                text("signature"));
        requireAllRead();
        return seal;
    }

    Truncation truncation() throws Unreadable {
        Truncation truncation = new Truncation(
                text("organization_id"),
                number("number"),
                text("hash"),
                time("retained_since"),
                text("kept_for"),
                time("truncated_at"),
                text("signature"));
        requireAllRead();
        return truncation;
    }

    String text(String name) throws Unreadable {
        return optional(name).orElseThrow(() -> new Unreadable("the member " + name + " is missing"));
    }

    long number(String name) throws Unreadable {
        String text = text(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Unreadable("the member " + name + " is no number of an export");
        }
    }

    private Optional<String> optional(String name) {
        unread.remove(name);
        return members.getOrDefault(name, Optional.empty());
    }

    /** To the microsecond, as the server writes it: a change of what is smaller would be one that no seal shows. */
    private Instant time(String name) throws Unreadable {
        String text = text(name);
        try {
            Instant time = Instant.parse(text);
            if (time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
                return time;
            }
        } catch (DateTimeException e) {
            // It is told below.
        }
        throw new Unreadable("the member " + name + " is no time of an export");
    }

    /** The name of a constant in lower case; what is not in lower case is not of the server, and gets another hash. */
    private static String constant(String wireName) {
        String lower = wireName.toLowerCase(Locale.ROOT);
        return lower.equals(wireName) ? wireName.toUpperCase(Locale.ROOT) : wireName;
    }

    private void requireAllRead() throws Unreadable {
        unread.remove(TYPE);
        if (!unread.isEmpty()) {
            throw new Unreadable("the member " + unread.iterator().next() + " does not belong there");
        }
    }
}
