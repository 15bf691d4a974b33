package org.agentwarden.platform;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/** New identifiers for rows. */
public final class Ids {

    private static final NoArgGenerator TIME_ORDERED = Generators.timeBasedEpochRandomGenerator();

    private Ids() {}

    /** A random id for objects that people name and share: agents, users, endpoints. */
    public static String random() {
        return UUID.randomUUID().toString();
    }

    /** A version 7 UUID: ids made later sort later, which keeps the indexes of fast-growing tables compact. */
    public static String timeOrdered() {
        return TIME_ORDERED.generate().toString();
    }
}
