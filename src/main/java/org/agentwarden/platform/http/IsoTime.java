package org.agentwarden.platform.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as callers write them. */
public final class IsoTime {

    /** What to tell a caller whose text is none. */
    public static final String EXPECTED =
            "must be an ISO 8601 time such as 2026-02-25T17:30:00Z, with a four-digit year"
                    + " and at most nine digits of a second's fraction";

    private static final Duration DAY = Duration.ofDays(1);

    /** One date, at most one time, at most one zone. The formatter alone would also take several equal dates in a row. */
    private static final Pattern SHAPE = Pattern.compile(
            "(?<date>\\d{4}(?:-\\d{2}-\\d{2}|-\\d{3}|-W\\d{2}-\\d|\\d{3,4}|W\\d{3}))"
                    + "(?:T(?<hour>\\d{2})(?<rest>"
                    + "(?::\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?|\\d{2}(?:\\d{2}(?:\\.\\d{1,9})?)?)?))?"
                    + "(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ZEROS = Pattern.compile("[0:.]*");

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("[uuuu-MM-dd][uuuu-DDD]")
            .appendOptional(weekDate("-"))
            .appendOptional(basicDate("MMdd"))
            .appendOptional(basicDate("DDD"))
            .appendOptional(weekDate(""))
            .optionalStart()
            .appendPattern("'T'HH")
            .appendOptional(time(":"))
            .appendOptional(time(""))
            .optionalEnd()
            .appendPattern("[XXX][X]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private IsoTime() {}

    /**
     * Any calendar, week or ordinal date of the years 0 to 9999, with or without a time, in the extended or the basic
     * format; without a zone it is UTC.
     *
     * @throws DateTimeException when it is none
     */
    public static Instant parse(String text) {
        String dotted = text.replace(',', '.');
        Matcher shape = SHAPE.matcher(dotted);
        if (!shape.matches()) {
            throw new DateTimeException(EXPECTED);
        }
        return isEndOfDay(shape)
                ? instant(dotted.substring(0, shape.start("hour")) + "00" + dotted.substring(shape.end("hour")))
                        .plus(DAY)
                : instant(dotted);
    }

    /** 24:00, which is the beginning of the next day. */
    private static boolean isEndOfDay(Matcher shape) {
        return "24".equals(shape.group("hour"))
                && ZEROS.matcher(shape.group("rest")).matches();
    }

    private static Instant instant(String text) {
        TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }

    private static DateTimeFormatter basicDate(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, 4)
                .appendPattern(pattern)
                .toFormatter(Locale.ROOT);
    }

    private static DateTimeFormatter weekDate(String separator) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendValue(IsoFields.WEEK_BASED_YEAR, 4, 4, SignStyle.NEVER)
                .appendLiteral(separator + "W")
                .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
                .appendLiteral(separator)
                .appendValue(ChronoField.DAY_OF_WEEK, 1)
                .toFormatter(Locale.ROOT);
    }

    private static DateTimeFormatter time(String separator) {
        return new DateTimeFormatterBuilder()
                .appendLiteral(separator)
                .appendPattern("mm")
                .optionalStart()
                .appendLiteral(separator)
                .appendPattern("ss")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .toFormatter(Locale.ROOT);
    }
}
