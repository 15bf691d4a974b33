package org.agentwarden.webhooks.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand in the URL of an endpoint. */
public final class WebhookUrl {

    /** In characters. */
    public static final int MAX_LENGTH = 2_048;

    private static final int MAX_HOST_LENGTH = 253;
    private static final int MAX_PORT = 65_535;
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e&&[^\\\\]]+");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern NAME =
            Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private WebhookUrl() {}

    /**
     * Parses and checks a URL; resolves nothing.
     *
     * @throws IllegalArgumentException with a message that completes "the URL ..."
     */
    public static URI parse(String text) {
        require(text.length() <= MAX_LENGTH, "must not be longer than " + MAX_LENGTH + " characters");
        require(
                PLAIN.matcher(text).matches(),
                "must be ASCII without spaces, control characters and backslashes; write other host names in punycode");
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "must begin with https:// or http://");
        require(uri.getRawUserInfo() == null && !authority(uri).contains("@"), "must not contain credentials");
        require(uri.getRawFragment() == null, "must not contain a fragment");
        String host = uri.getHost();
        require(host != null, "must name a host");
        require(
                uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= MAX_PORT),
                "must have a port up to 65535");
        checkHost(String.valueOf(host));
        return uri;
    }

    private static URI uri(String text) {
        try {
            return new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be a URL such as https://example.com/webhooks", e);
        }
    }

    private static String authority(URI uri) {
        return uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    }

    private static void checkHost(String host) {
        if (host.startsWith("[")) {
            require(!host.contains("%"), "must not contain an IPv6 zone");
            return;
        }
        require(!host.endsWith("."), "must not have a host that ends with a dot");
        require(host.length() <= MAX_HOST_LENGTH && NAME.matcher(host).matches(), "must have a valid host name");
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        boolean looksNumeric = lastLabel.matches("\\d+|0[xX][0-9a-fA-F]*");
        require(
                !looksNumeric || isDottedQuad(host),
                "must write an IPv4 address as four decimal numbers, such as 203.0.113.10");
    }

    private static boolean isDottedQuad(String host) {
        if (!DOTTED_QUAD.matcher(host).matches()) {
            return false;
        }
        for (String part : host.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** The address, when the host of a URL from {@link #parse} is one and not a name. Never resolves. */
    public static Optional<InetAddress> literalAddress(URI url) {
        String host = url.getHost();
        if (!host.startsWith("[") && !isDottedQuad(host)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("must have a valid address", e);
        }
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
