package org.agentwarden.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** New identifiers for rows. */
public final class Ids {

    private static final NoArgGenerator TIME_ORDERED = Generators.timeBasedEpochRandomGenerator();
    private static final int LOW_BITS = 16;
    private static final long LOW_MASK = 0xffff;

    private Ids() {}

    /** A random id for objects that people name and share: agents, users, endpoints. */
    public static String random() {
        return UUID.randomUUID().toString();
    }

    /** A version 7 UUID: ids made later sort later, which keeps the indexes of fast-growing tables compact. */
    public static String timeOrdered() {
        return TIME_ORDERED.generate().toString();
    }

    /**
     * What divides time-ordered ids by their time: those made before that millisecond sort before it, all others after it.
     *
     * @param time not before 1970
     */
    public static String boundary(Instant time) {
        long millis = time.toEpochMilli();
        return String.format(Locale.ROOT, "%08x-%04x-7000-8000-000000000000", millis >>> LOW_BITS, millis & LOW_MASK);
    }

    /** When a time-ordered id was made, to the millisecond. */
    public static Instant timeOf(String timeOrdered) {
        return Instant.ofEpochMilli(Long.parseLong(timeOrdered.substring(0, 8) + timeOrdered.substring(9, 13), 16));
    }
}
