package org.agentwarden.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations are written in settings and requests: a whole number and its unit, such as {@code 500ms} or {@code 7d}. */
public final class DurationText {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** Far beyond any use, and near enough for every type of time that the durations are added to. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private DurationText() {}

    /** Zero or longer, at most 365 days; empty for any other text. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return Optional.of(duration).filter(read -> read.compareTo(LONGEST) <= 0);
    }

    /** In the largest unit that leaves no rest: {@code 1d}, {@code 90m}. Less than a second is left out. */
    public static String of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % Duration.ofDays(1).toSeconds() == 0) {
            return duration.toDays() + "d";
        }
        if (seconds % Duration.ofHours(1).toSeconds() == 0) {
            return duration.toHours() + "h";
        }
        return seconds % Duration.ofMinutes(1).toSeconds() == 0 ? duration.toMinutes() + "m" : seconds + "s";
    }
}
