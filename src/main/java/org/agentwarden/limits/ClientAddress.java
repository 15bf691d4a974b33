package org.agentwarden.limits;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agentwarden.settings.Cidr;

/** Where a request comes from, as far as it can be believed. Pure. */
final class ClientAddress {

    /** {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711} or {@code [2001:db8::1]}. */
    private static final Pattern COMMA = Pattern.compile(",");

    private static final Pattern WITH_PORT = Pattern.compile("([\\d.]+):\\d+|\\[([^\\]]*)\\](?::\\d+)?");

    private static final int LONGEST_TEXT = 45;

    private ClientAddress() {}

    /**
     * Whom to count as one: an IPv4 address, or the 64 bits of an IPv6 network, of which one client has all addresses.
     *
     * @param peer the address at the other end of the connection
     * @param forwardedFor what {@code X-Forwarded-For} says: each proxy appends whom it has heard
     * @param trusted the proxies that are believed; of any other peer the header says nothing
     */
    static String of(String peer, List<String> forwardedFor, List<Cidr> trusted) {
        return client(peer, forwardedFor, trusted).map(Cidr::client).orElse(peer);
    }

    /** The address of the same client as a text of at most 45 characters. */
    static String text(String peer, List<String> forwardedFor, List<Cidr> trusted) {
        String text = client(peer, forwardedFor, trusted)
                .map(InetAddress::getHostAddress)
                .orElse(peer);
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    private static Optional<InetAddress> client(String peer, List<String> forwardedFor, List<Cidr> trusted) {
        Optional<InetAddress> client = Cidr.parseAddress(peer);
        List<String> hops = forwardedFor.stream()
                .flatMap(header -> Arrays.stream(COMMA.split(header, -1)))
                .toList();
        for (int hop = hops.size() - 1; hop >= 0 && isTrusted(client, trusted); hop--) {
            Optional<InetAddress> before = parse(hops.get(hop).strip());
            if (before.isEmpty()) {
                break;
            }
            client = before;
        }
        return client;
    }

    private static boolean isTrusted(Optional<InetAddress> address, List<Cidr> trusted) {
        return address.filter(known -> trusted.stream().anyMatch(block -> block.contains(known)))
                .isPresent();
    }

    private static Optional<InetAddress> parse(String hop) {
        Matcher withPort = WITH_PORT.matcher(hop);
        if (!withPort.matches()) {
            return Cidr.parseAddress(hop);
        }
        return Cidr.parseAddress(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
    }
}
