package org.agentwarden.webhooks.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a receiver said: its status and the beginning of its body.
 *
 * @param retryAfter the header of that name
 */
public record ReceiverResponse(int status, String body, Optional<String> retryAfter) {

    /** How much of a body is kept. */
    static final int KEPT_BYTES = 4 * 1024;

    private static final Pattern ENCODING = Pattern.compile("[A-Za-z0-9-]{1,20}(, ?[A-Za-z0-9-]{1,20})?");

    /** Takes whatever bytes came as UTF-8; a character that was cut in two is left out. */
    static ReceiverResponse of(int status, byte[] bytes, int length, Optional<String> retryAfter) {
        int end = Math.min(length, KEPT_BYTES);
        if (end < length) {
            while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
                end--;
            }
        }
        // PostgreSQL can't store U+0000.
        return new ReceiverResponse(
                status, new String(bytes, 0, end, StandardCharsets.UTF_8).replace('\0', '\uFFFD'), retryAfter);
    }

    /**
     * An answer that is compressed although nobody has asked for that. It is not decoded, for a little of it may become
     * very much.
     *
     * @param encoding the header {@code Content-Encoding}
     * @param length how many bytes came
     */
    static ReceiverResponse compressed(int status, String encoding, long length, Optional<String> retryAfter) {
        String name = ENCODING.matcher(encoding).matches() ? encoding : "something else than text";
        return new ReceiverResponse(status, "(compressed with " + name + ", " + length + " bytes)", retryAfter);
    }

    /** Whether the value of {@code Content-Encoding} says that the body is as it was written. */
    static boolean isPlain(String encoding) {
        return encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity");
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
