package org.agentwarden.webhooks.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a receiver answered: the status, the beginning of the body, and the header {@code Retry-After}. */
public record ReceiverResponse(int status, String body, Optional<String> retryAfter) {

    /** How much of a body is kept. */
    static final int KEPT_BYTES = 4 * 1024;

    private static final Pattern ENCODING = Pattern.compile("[A-Za-z0-9-]{1,20}(, ?[A-Za-z0-9-]{1,20})?");

    /**
     * A body that is compressed, although no request asks for that, is not decoded: a few bytes may become very many.
     *
     * @param encoding the header {@code Content-Encoding}
     * @param bytes the beginning of the body
     * @param length of the whole body, as far as it came
     */
    static ReceiverResponse of(
            int status, @Nullable String encoding, @Nullable String retryAfter, byte[] bytes, long length) {
        String coding = encoding == null ? "" : encoding.strip();
        boolean plain = length == 0 || coding.isEmpty() || coding.equalsIgnoreCase("identity");
        return new ReceiverResponse(
                status, plain ? text(bytes) : compressed(coding, length), Optional.ofNullable(retryAfter));
    }

    private static String compressed(String encoding, long length) {
        String name = ENCODING.matcher(encoding).matches() ? encoding : "something else than text";
        return "(compressed with " + name + ", " + length + " bytes)";
    }

    /** Any bytes as UTF-8; leaves out a character that the end cuts in two. */
    private static String text(byte[] bytes) {
        int end = Math.min(bytes.length, KEPT_BYTES);
        while (end < bytes.length && end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        // PostgreSQL can't store U+0000.
        return new String(bytes, 0, end, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
