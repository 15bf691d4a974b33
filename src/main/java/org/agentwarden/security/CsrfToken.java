package org.agentwarden.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a page of ours sends with its requests and another site's can't know: a hash of the access token in the session's
 * cookie, which no script can read. Every node computes the same, and nothing is stored.
 */
public final class CsrfToken {

    /** The header that carries it. */
    public static final String HEADER = "X-CSRF-Token";

    private static final String PURPOSE = "agentwarden csrf ";

    private CsrfToken() {}

    /** The token that belongs to the session with that access token. */
    public static String of(String accessToken) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((PURPOSE + accessToken).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes equally long for every wrong one. */
    public static boolean matches(String given, String accessToken) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), of(accessToken).getBytes(StandardCharsets.UTF_8));
    }
}
