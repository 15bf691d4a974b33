package org.agentwarden.security;

import java.security.SecureRandom;

/** The text of an API key, {@code ak_} and 40 random letters and digits: 238 bits, too many to guess or to salt. */
public final class ApiKeySecret {

    /** How much of a key may be shown: {@code ak_} and the next five characters. */
    public static final int PREFIX_LENGTH = 8;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 40;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ApiKeySecret() {}

    public static String generate() {
        StringBuilder key = new StringBuilder("ak_");
        for (int i = 0; i < LENGTH; i++) {
            key.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    /** SHA-256 in hexadecimal: what is stored, and what a presented key is looked up by. */
    public static String hash(String key) {
        return Sha256.hex(key);
    }
}
