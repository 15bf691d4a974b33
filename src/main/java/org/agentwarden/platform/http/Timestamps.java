package org.agentwarden.platform.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The three spellings of a time on the wire; all are UTC with six decimals. */
public final class Timestamps {

    private static final DateTimeFormatter BARE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** {@code 2026-02-25T23:51:33.984319Z}. */
    public static String iso(Instant instant) {
        return bare(instant) + "Z";
    }

    /** {@code 2026-02-25T23:51:33.984319+00:00}. */
    public static String isoWithOffset(Instant instant) {
        return bare(instant) + "+00:00";
    }

    /** {@code 2026-02-25T23:51:33.984319}. */
    public static String bare(Instant instant) {
        return BARE.format(instant);
    }
}
