package org.agentwarden.settings;

import java.util.Locale;

/** An enum whose constants are written in lower case: in the API, in settings, in metrics and in the log. */
public interface WireNamed {

    /** The constant's name, as {@link Enum} has it. */
    String name();

    default String wireName() {
        return lowerCase(name());
    }

    static String of(Enum<?> constant) {
        return lowerCase(constant.name());
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
