package org.agentwarden.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The time that a limit looks back over. It is divided into sixty buckets: a use counts for the whole time, and for a sixtieth
 * longer at most.
 */
public enum LimitPeriod {
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofHours(24)),
    MONTH("30d", Duration.ofDays(30));

    private static final int BUCKETS = 60;

    private final String wireName;
    private final Duration length;

    LimitPeriod(String wireName, Duration length) {
        this.wireName = wireName;
        this.length = length;
    }

    static Optional<LimitPeriod> of(String wireName) {
        return Arrays.stream(values())
                .filter(period -> period.wireName.equals(wireName))
                .findFirst();
    }

    /** All names, for messages. */
    static String names() {
        return Arrays.stream(values()).map(LimitPeriod::wireName).collect(Collectors.joining(", "));
    }

    String wireName() {
        return wireName;
    }

    Duration length() {
        return length;
    }

    /** The number of the bucket that a use at that time belongs to. */
    long bucket(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), bucketSeconds());
    }

    /** Until when the uses in the bucket count. */
    Instant countsUntil(long bucket) {
        return Instant.ofEpochSecond((bucket + 1) * bucketSeconds()).plus(length);
    }

    private long bucketSeconds() {
        return length.toSeconds() / BUCKETS;
    }
}
