package org.agentwarden.webhooks.delivery;

import java.nio.charset.StandardCharsets;

/** What a receiver said: its status and the beginning of its body. */
record Answer(int status, String body) {

    /** How much of a body is kept. */
    static final int KEPT_BYTES = 4 * 1024;

    /** Takes whatever bytes came as UTF-8; a character that was cut in two is left out. */
    static Answer of(int status, byte[] bytes, int length) {
        int end = Math.min(length, KEPT_BYTES);
        if (end < length) {
            while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
                end--;
            }
        }
        // PostgreSQL can't store U+0000.
        return new Answer(status, new String(bytes, 0, end, StandardCharsets.UTF_8).replace('\0', '\uFFFD'));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
