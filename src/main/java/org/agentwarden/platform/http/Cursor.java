package org.agentwarden.platform.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agentwarden.platform.Listable;
import org.agentwarden.settings.WireNamed;

/**
 * A place in a list that stays where it is while rows come and go: beside one row, on its older or its newer side.
 *
 * @param time when the row was created, to the microsecond
 */
public record Cursor(Side side, Instant time, String id) {

    /** What a caller is told whose text is none. */
    static final String EXPECTED = "must be a cursor as the Link header of this list has shown it";

    /** Before the oldest row: the list's last page is what is newer. */
    static final Cursor BEGINNING = new Cursor(Side.NEWER, Instant.EPOCH, "");

    private static final Pattern TEXT = Pattern.compile("(older|newer)-(\\d{1,17})-([0-9A-Za-z-]{0,36})");

    /** What the page shows, seen from the row. */
    public enum Side {
        OLDER,
        NEWER
    }

    public static Cursor olderThan(Listable row) {
        return new Cursor(Side.OLDER, row.createdAt(), row.id());
    }

    public static Cursor newerThan(Listable row) {
        return new Cursor(Side.NEWER, row.createdAt(), row.id());
    }

    public boolean showsNewer() {
        return side == Side.NEWER;
    }

    /** Empty when the text is not one that {@link #text} has written. */
    static Optional<Cursor> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Cursor(
                        Side.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                        Instant.EPOCH.plus(Long.parseLong(parts.group(2)), ChronoUnit.MICROS),
                        parts.group(3)))
                : Optional.empty();
    }

    /** Needs no escaping in a URL. */
    String text() {
        return WireNamed.of(side) + "-" + micros() + "-" + id;
    }

    /** The platform's own difference of instants goes by way of nanoseconds and overflows. */
    private long micros() {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }
}
