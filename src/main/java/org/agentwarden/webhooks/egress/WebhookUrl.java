package org.agentwarden.webhooks.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and checks the URLs of endpoints. */
public final class WebhookUrl {

    /** In characters. */
    public static final int MAX_LENGTH = 2_048;

    private static final int MAX_HOST_LENGTH = 253;
    private static final int MAX_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e&&[^\\\\]]+");

    /** A scheme, a host that is not all ASCII, and the rest. */
    private static final Pattern INTERNATIONAL = Pattern.compile(
            "((?i:https?)://)([^/?#@:\\[\\]\\\\]*[^\\x00-\\x7f/?#@:\\[\\]\\\\][^/?#@:\\[\\]\\\\]*)([:/?#].*)?");

    private static final Pattern NUMERIC = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");
    /** The JDK's parser finds no host then. */
    private static final Pattern UNDERSCORE = Pattern.compile("(?i:https?)://[^/?#@_]*_[^/?#@]*([/?#].*)?");

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern NAME =
            Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private WebhookUrl() {}

    /**
     * Parses and checks a URL; resolves nothing. A host name in other letters comes back in ASCII ({@code xn--}), the rest
     * as it is.
     *
     * @throws IllegalArgumentException with a message that completes "the URL ..."
     */
    public static URI parse(String written) {
        String text = withAsciiHost(written);
        require(text.length() <= MAX_LENGTH, "must not be longer than " + MAX_LENGTH + " characters");
        require(
                PLAIN.matcher(text).matches(),
                "must be ASCII behind its host name, without spaces, control characters and backslashes");
        require(
                !UNDERSCORE.matcher(text).matches(),
                "must not have an underscore in its host name; host names consist of letters, digits and hyphens");
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "must begin with https:// or http://");
        require(uri.getRawUserInfo() == null && !authority(uri).contains("@"), "must not contain credentials");
        require(uri.getRawFragment() == null, "must not contain a fragment");
        String host = uri.getHost();
        require(host != null, "must name a host");
        require(
                (uri.getPort() == -1 && !authority(uri).endsWith(":"))
                        || (uri.getPort() >= 1 && uri.getPort() <= MAX_PORT),
                "must have a port up to 65535");
        checkHost(String.valueOf(host));
        return uri;
    }

    private static String withAsciiHost(String text) {
        Matcher parts = INTERNATIONAL.matcher(text);
        return parts.matches()
                ? parts.group(1) + HostName.toAscii(parts.group(2)) + Objects.requireNonNullElse(parts.group(3), "")
                : text;
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
        boolean looksNumeric = NUMERIC.matcher(lastLabel).matches();
        require(
                !looksNumeric || DOTTED_QUAD.matcher(host).matches(),
                "must write an IPv4 address as four decimal numbers, such as 203.0.113.10");
        HostName.refuseMixedScripts(host);
    }

    /** The address, when the host of a URL from {@link #parse} is one and not a name. Never resolves. */
    public static Optional<InetAddress> literalAddress(URI url) {
        String host = url.getHost();
        if (!host.startsWith("[") && !DOTTED_QUAD.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("must have a valid address", e);
        }
    }

    /** Whether a URL from {@link #parse} is sent to over TLS. */
    static boolean isSecure(URI url) {
        return url.getScheme().equalsIgnoreCase("https");
    }

    /** The port of a URL from {@link #parse}, also when it is not written. */
    public static int port(URI url) {
        return url.getPort() != -1 ? url.getPort() : isSecure(url) ? HTTPS_PORT : HTTP_PORT;
    }

    /** Host and port of a URL from {@link #parse}, the same text however they are written. */
    public static String receiver(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + port(url);
    }

    /** Whether two URLs from {@link #parse} have the same scheme, host and port. */
    public static boolean isSameOrigin(URI one, URI other) {
        return isSecure(one) == isSecure(other) && receiver(one).equals(receiver(other));
    }

    /** Whether the name of a URL from {@link #parse} is the one that always means this machine (RFC 6761). */
    static boolean isLocalhost(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
