package org.agentwarden.security;

import java.security.SecureRandom;
import java.util.Base64;

/** What proves once that a link has reached somebody: 256 random bits, too many to guess or to salt. */
public final class OneTimeToken {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimeToken() {}

    /** Needs no escaping in a URL. */
    public static String generate() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** SHA-256 in hexadecimal: what is stored, and what a presented token is looked up by. */
    public static String hash(String token) {
        return Sha256.hex(token);
    }
}
