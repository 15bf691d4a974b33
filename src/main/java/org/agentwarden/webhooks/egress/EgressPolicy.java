package org.agentwarden.webhooks.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.agentwarden.settings.Cidr;

/**
 * Refuses addresses that are not public, unless they are allowed: a webhook's URL is chosen by a customer and must not
 * become a key to the network that the server stands in. The blocks are those of IANA's special-purpose registries (RFC
 * 6890).
 */
public final class EgressPolicy {

    private record Block(Cidr cidr, String name) {

        static Block of(String cidr, String name) {
            return new Block(Cidr.parse(cidr), name);
        }
    }

    private static final List<Block> REFUSED = List.of(
            Block.of("0.0.0.0/8", "unspecified"),
            Block.of("10.0.0.0/8", "private"),
            Block.of("100.64.0.0/10", "carrier-grade NAT"),
            Block.of("127.0.0.0/8", "loopback"),
            Block.of("169.254.0.0/16", "link-local"),
            Block.of("172.16.0.0/12", "private"),
            Block.of("192.0.0.0/24", "reserved"),
            Block.of("192.0.2.0/24", "documentation"),
            Block.of("192.88.99.0/24", "reserved"),
            Block.of("192.168.0.0/16", "private"),
            Block.of("198.18.0.0/15", "benchmarking"),
            Block.of("198.51.100.0/24", "documentation"),
            Block.of("203.0.113.0/24", "documentation"),
            Block.of("224.0.0.0/4", "multicast"),
            Block.of("240.0.0.0/4", "reserved"),
            Block.of("::/128", "unspecified"),
            Block.of("::1/128", "loopback"),
            Block.of("100::/64", "discard"),
            Block.of("2001::/32", "Teredo"),
            Block.of("2001:2::/48", "benchmarking"),
            Block.of("2001:10::/28", "ORCHID"),
            Block.of("2001:20::/28", "ORCHID"),
            Block.of("2001:db8::/32", "documentation"),
            Block.of("3fff::/20", "documentation"),
            Block.of("5f00::/16", "segment routing"),
            Block.of("fc00::/7", "unique local"),
            Block.of("fe80::/10", "link-local"),
            Block.of("fec0::/10", "site-local"),
            Block.of("ff00::/8", "multicast"));

    /** IPv6 addresses that carry an IPv4 address, and where: that one is judged. */
    private record Carrier(Cidr cidr, int offset) {}

    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(Cidr.parse("64:ff9b::/96"), 12),
            new Carrier(Cidr.parse("64:ff9b:1::/48"), 12),
            new Carrier(Cidr.parse("2002::/16"), 2),
            new Carrier(Cidr.parse("::/96"), 12));

    private final List<Cidr> allowed;

    /**
     * A policy with exceptions: blocks that may be reached although they are not public.
     */
    public EgressPolicy(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Why the address may not be reached, in a sentence that names the remedy; empty when it may. */
    public Optional<String> refusal(InetAddress address) {
        InetAddress judged = carried(address);
        if (isAllowed(address) || isAllowed(judged)) {
            return Optional.empty();
        }
        return refusedBlock(address)
                .or(() -> refusedBlock(judged))
                .map(block -> "refused to connect to " + address.getHostAddress() + " (" + block
                        + "); agentwarden.egress.allow can allow it");
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(cidr -> cidr.contains(address));
    }

    private static Optional<String> refusedBlock(InetAddress address) {
        return REFUSED.stream()
                .filter(block -> block.cidr().contains(address))
                .map(Block::name)
                .findFirst();
    }

    private static InetAddress carried(InetAddress address) {
        if (address instanceof Inet4Address || isPlain(address)) {
            return address;
        }
        return CARRIERS.stream()
                .filter(carrier -> carrier.cidr().contains(address))
                .findFirst()
                .map(carrier -> inside((Inet6Address) address, carrier.offset()))
                .orElse(address);
    }

    /** {@code ::} and {@code ::1} look like IPv4-compatible addresses but are none. */
    private static boolean isPlain(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress();
    }

    private static InetAddress inside(Inet6Address address, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
