package org.agentwarden.audit.sealing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a log once had that many seals, the last of them with that hash. Kept elsewhere, it shows when the end of a log is
 * cut off, seals and all. Written {@code 17:<64 hexadecimal digits>}.
 */
public record Checkpoint(long number, String hash) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    public static Optional<Checkpoint> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Checkpoint(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    public String text() {
        return number + ":" + hash;
    }
}
