package org.agentwarden.bench;

import java.nio.charset.StandardCharsets;

/** The number that every event of the load carries in its context and that comes back in its webhook. */
final class Sequence {

    /** The member of the context. */
    static final String MEMBER = "bench_sequence";

    private static final byte[] KEY = ("\"" + MEMBER + "\":").getBytes(StandardCharsets.US_ASCII);

    private Sequence() {}

    /**
     * The number in a webhook's body; found without parsing, for the sink must cost as little as it can.
     *
     * @return -1 when there is none
     */
    static int of(byte[] body) {
        for (int start = 0; start <= body.length - KEY.length; start++) {
            if (matches(body, start)) {
                return number(body, start + KEY.length);
            }
        }
        return -1;
    }

    private static boolean matches(byte[] body, int start) {
        for (int i = 0; i < KEY.length; i++) {
            if (body[start + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] body, int from) {
        int number = 0;
        for (int i = from; i < body.length && body[i] >= '0' && body[i] <= '9'; i++) {
            number = number * 10 + body[i] - '0';
        }
        return number;
    }
}
