package org.agentwarden.platform.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as callers write them. */
public final class IsoTime {

    /** What to tell a caller whose text is none. */
    public static final String EXPECTED = "must be an ISO 8601 time such as 2026-02-25T17:30:00Z";

    private static final int YEAR_DIGITS = 4;
    private static final DateTimeFormatter EXTENDED = iso("-MM-dd", ":mm", ":ss");
    private static final DateTimeFormatter BASIC = iso("MMdd", "mm", "ss");

    private IsoTime() {}

    /**
     * Any ISO 8601 calendar date or time of the years 0 to 9999; without a zone it is UTC.
     *
     * @throws DateTimeException when it is none
     */
    public static Instant parse(String text) {
        boolean extended = text.indexOf('-') == YEAR_DIGITS;
        TemporalAccessor time =
                (extended ? EXTENDED : BASIC).parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }

    private static DateTimeFormatter iso(String monthAndDay, String minutes, String seconds) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendValue(ChronoField.YEAR, YEAR_DIGITS)
                .appendPattern(monthAndDay)
                .optionalStart()
                .appendPattern("'T'HH")
                .optionalStart()
                .appendPattern(minutes)
                .optionalStart()
                .appendPattern(seconds)
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .optionalEnd()
                .optionalEnd()
                .appendPattern("[XXX][X]")
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
