package org.agentwarden.idempotency;

import java.util.List;
import java.util.regex.Pattern;
import org.agentwarden.platform.http.InvalidInput;

/** The text by which a client says that a request is the same as one before. */
record IdempotencyKey(String text) {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern ALLOWED = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /** Reads the header. @throws InvalidInput when it is there more than once, or not 1 to 255 printable characters */
    static IdempotencyKey parse(List<String> headers) {
        if (headers.size() != 1 || !ALLOWED.matcher(headers.get(0)).matches()) {
            throw new InvalidInput(HEADER, "must be one text of 1 to 255 printable ASCII characters");
        }
        return new IdempotencyKey(headers.get(0));
    }
}
