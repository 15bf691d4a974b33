package org.agentwarden.platform.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Files that a browser saves instead of showing them. */
public final class Attachment {

    private Attachment() {}

    /**
     * The header {@code Content-Disposition}. The file's name tells when it was made, without colons, which not every file
     * system takes.
     */
    public static String named(String name, Instant now, String extension) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "-");
        return "attachment; filename=\"" + name + "-" + time + "." + extension + "\"";
    }
}
