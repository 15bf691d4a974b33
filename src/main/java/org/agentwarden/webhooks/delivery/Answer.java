package org.agentwarden.webhooks.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a receiver said: its status and the beginning of its body.
 *
 * @param retryAfter the header of that name
 */
record Answer(int status, String body, Optional<String> retryAfter) {

    /** How much of a body is kept. */
    static final int KEPT_BYTES = 4 * 1024;

    /** Takes whatever bytes came as UTF-8; a character that was cut in two is left out. */
    static Answer of(int status, byte[] bytes, int length, Optional<String> retryAfter) {
        int end = Math.min(length, KEPT_BYTES);
        if (end < length) {
            while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
                end--;
            }
        }
        // PostgreSQL can't store U+0000.
        return new Answer(
                status, new String(bytes, 0, end, StandardCharsets.UTF_8).replace('\0', '\uFFFD'), retryAfter);
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
