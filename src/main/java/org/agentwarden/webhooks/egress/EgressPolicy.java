package org.agentwarden.webhooks.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.agentwarden.settings.Cidr;
import org.agentwarden.settings.Settings;

/**
 * Refuses addresses that are neither public nor allowed by the operator: customers choose the URLs, and must not reach the
 * server's network. Blocks are those of IANA's special-purpose registries (RFC 6890); of IPv6 only global unicast is public.
 * An IPv6 address that contains an IPv4 address (IPv4-mapped, NAT64, 6to4) is checked as that one. Addresses of this machine
 * are not public. The server itself is always refused.
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
            // Where Azure answers its virtual machines.
            Block.of("168.63.129.16/32", "cloud platform"),
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
            Block.of("64:ff9b:1::/48", "local NAT64"),
            Block.of("2001::/32", "Teredo"),
            Block.of("2001::/23", "reserved"),
            Block.of("2001:db8::/32", "documentation"),
            Block.of("3fff::/20", "documentation"),
            Block.of("fc00::/7", "unique local"),
            Block.of("fe80::/10", "link-local"),
            Block.of("fec0::/10", "site-local"),
            Block.of("ff00::/8", "multicast"));

    private static final Cidr GLOBAL_IPV6 = Cidr.parse("2000::/3");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final boolean httpsOnly;
    private final List<Cidr> allowed;
    private final OwnServer self;
    private final Predicate<InetAddress> ofThisMachine;

    /** @param allowed blocks that may be reached although they are not public */
    EgressPolicy(Settings settings, List<Cidr> allowed) {
        this(settings, allowed, EgressPolicy::isOfThisMachine);
    }

    /** @param ofThisMachine whether an address is one of a network interface here */
    EgressPolicy(Settings settings, List<Cidr> allowed, Predicate<InetAddress> ofThisMachine) {
        this.ofThisMachine = ofThisMachine;
        this.httpsOnly = settings.egress().httpsOnly();
        this.allowed = allowed;
        this.self = OwnServer.of(settings);
    }

    /** Why a URL is refused, with the setting, or empty. Resolves nothing: addresses of a name must be checked later. */
    public Optional<String> refusal(URI url) {
        if (httpsOnly && !WebhookUrl.isSecure(url)) {
            return Optional.of("refused to send without TLS; agentwarden.egress.https-only wants https://");
        }
        int port = WebhookUrl.port(url);
        return WebhookUrl.literalAddress(url)
                .flatMap(address -> refusal(address, port))
                .or(() -> WebhookUrl.isLocalhost(url)
                        ? self.refusal(InetAddress.getLoopbackAddress(), port)
                        : Optional.empty());
    }

    /** Why an address is refused, with the setting, or empty. */
    public Optional<String> refusal(InetAddress address, int port) {
        InetAddress judged = carried(address);
        return self.refusal(judged, port).or(() -> insideRefusal(address, judged));
    }

    private Optional<String> insideRefusal(InetAddress address, InetAddress judged) {
        if (isAllowed(address) || isAllowed(judged)) {
            return Optional.empty();
        }
        return refusedBlock(judged)
                .or(() -> ofThisMachine.test(judged) ? Optional.of("this machine") : Optional.empty())
                .map(block -> "refused to connect to " + address.getHostAddress() + " (" + block
                        + "); agentwarden.egress.allow can allow it");
    }

    /** Not cached: interfaces change. Such an address is reached over loopback, past any firewall. */
    static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(cidr -> cidr.contains(address));
    }

    private static Optional<String> refusedBlock(InetAddress address) {
        Optional<String> named = REFUSED.stream()
                .filter(block -> block.cidr().contains(address))
                .map(Block::name)
                .findFirst();
        boolean global = address instanceof Inet4Address || GLOBAL_IPV6.contains(address);
        return named.or(() -> global ? Optional.empty() : Optional.of("not global unicast"));
    }

    /** The IPv4 address that an IPv6 address contains, otherwise the address itself. */
    private static InetAddress carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return address;
        }
        // The JDK makes an IPv4 address of a mapped one in most places, not in all: this one would connect to it.
        if (NAT64.contains(address) || Arrays.equals(bytes, 0, 12, MAPPED_PREFIX, 0, 12)) {
            return ipv4(bytes, 12);
        }
        return SIX_TO_FOUR.contains(address) ? ipv4(bytes, 2) : address;
    }

    private static InetAddress ipv4(byte[] bytes, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
