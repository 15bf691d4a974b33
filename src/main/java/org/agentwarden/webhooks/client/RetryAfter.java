package org.agentwarden.webhooks.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a receiver wants the next request: the {@code Retry-After} header of RFC 9110, section 10.2.3. Pure. */
public final class RetryAfter {

    /** No receiver can put a delivery off for longer by one answer. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final int CENTURY = 2000;

    /** The three forms of RFC 9110, section 5.6.7: of RFC 1123, of RFC 850 and of C's {@code asctime}. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            utc(new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, CENTURY)
                    .appendPattern(" HH:mm:ss 'GMT'")),
            utc(new DateTimeFormatterBuilder().appendPattern("EEE MMM ppd HH:mm:ss uuuu")));

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** The time that the header's value names; empty when it names none, or one that has passed. */
    public static Optional<Instant> parse(String value, Instant now) {
        String text = value.strip();
        return (SECONDS.matcher(text).matches() ? Optional.of(now.plusSeconds(Long.parseLong(text))) : date(text))
                .filter(time -> time.isAfter(now))
                .map(time -> time.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : time);
    }

    private static Optional<Instant> date(String text) {
        return DATES.stream().flatMap(format -> date(text, format).stream()).findFirst();
    }

    private static Optional<Instant> date(String text, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter utc(DateTimeFormatterBuilder format) {
        return format.toFormatter(Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
