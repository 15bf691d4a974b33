package org.agentwarden.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks addresses in settings. None of them may have credentials or parameters. */
final class Addresses {

    /** A browser leaves out the port that belongs to the scheme. */
    private static final Pattern ORIGIN = Pattern.compile(
            "(?:http(?!.*:80$)|https(?!.*:443$))://(?:[a-z0-9._-]+|\\[[0-9a-f:]+\\])(?::[1-9]\\d{0,4})?");

    private Addresses() {}

    /** A scheme, a host and perhaps a port; empty for any other text. */
    static Optional<URI> server(String scheme, String text) {
        return namingAHost(text)
                .filter(uri -> scheme.equals(uri.getScheme()))
                .filter(uri -> uri.getPort() <= 65_535)
                .filter(uri -> uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    }

    /** Whether a browser would send the text as an {@code Origin} (RFC 6454). */
    static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    private static Optional<URI> namingAHost(String text) {
        try {
            return Optional.of(URI.create(text))
                    .filter(uri -> uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
