package org.agentwarden.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is a block of one. */
public final class Cidr {

    private static final int IPV6_NETWORK_BYTES = 8;

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** An IPv4 address, or what may be one of IPv6; then the prefix length. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:(" + OCTET + "(?:\\." + OCTET + "){3})|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*))(?:/(\\d{1,3}))?");

    private final byte[] network;
    private final int prefixLength;

    private Cidr(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /**
     * Parses the notation of RFC 4632 and RFC 4291; never resolves a name.
     *
     * @throws IllegalArgumentException if the text is not a numeric address, optionally with a prefix length
     */
    public static Cidr parse(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.matches()) {
            throw new IllegalArgumentException("not an IP address block: " + text);
        }
        byte[] network = address(block).getAddress();
        int prefixLength = block.group(3) == null ? network.length * 8 : Integer.parseInt(block.group(3));
        if (prefixLength > network.length * 8) {
            throw new IllegalArgumentException("prefix length out of range: " + text);
        }
        return new Cidr(network, prefixLength);
    }

    /** A numeric address alone; empty for anything else. Never resolves a name. */
    public static Optional<InetAddress> parseAddress(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.matches() || block.group(3) != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(address(block));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static InetAddress address(Matcher block) {
        // In brackets Java never takes a malformed address for a name to resolve.
        String address = block.group(1) == null ? "[" + block.group(2) + "]" : block.group(1);
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + address, e);
        }
    }

    /** Whether the address lies in this block; an address of the other IP version never does. */
    public boolean contains(InetAddress address) {
        byte[] candidate = address.getAddress();
        if (candidate.length != network.length) {
            return false;
        }
        int wholeBytes = prefixLength / 8;
        if (!Arrays.equals(candidate, 0, wholeBytes, network, 0, wholeBytes)) {
            return false;
        }
        int restBits = prefixLength % 8;
        int mask = 0xFF << (8 - restBits);
        return restBits == 0 || (candidate[wholeBytes] & mask) == (network[wholeBytes] & mask);
    }

    /** Whom to count as one client: an IPv4 address, or the 64 bits of an IPv6 network, all of which one client has. */
    public static String client(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES)
                : address.getHostAddress();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that && prefixLength == that.prefixLength && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixLength;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefixLength;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
