package org.agentwarden.webhooks.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a receiver wants the next request: the {@code Retry-After} header of RFC 9110, section 10.2.3. Pure. */
final class RetryAfter {

    /** No receiver can put a delivery off for longer by one answer. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** The time that the header's value names; empty when it names none, or one that has passed. */
    static Optional<Instant> parse(String value, Instant now) {
        String text = value.strip();
        return (SECONDS.matcher(text).matches() ? Optional.of(now.plusSeconds(Long.parseLong(text))) : date(text))
                .filter(time -> time.isAfter(now))
                .map(time -> time.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : time);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
