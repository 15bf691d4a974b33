package org.agentwarden.connector;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentwarden.settings.Cidr;

/** Counts open connections, of all clients and of each. Safe for threads. */
final class ConnectionLimits {

    private final int most;
    private final OptionalInt mostOfClient;
    private final List<Cidr> trustedProxies;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<String, Integer> openByClient = new ConcurrentHashMap<>();

    /**
     * @param most the connections of all clients
     * @param mostOfClient those of one address, or of one /64 network of IPv6; empty for any number
     * @param trustedProxies behind which there are many clients; only the first limit holds for them
     */
    ConnectionLimits(int most, OptionalInt mostOfClient, List<Cidr> trustedProxies) {
        this.most = most;
        this.mostOfClient = mostOfClient;
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** Counts a new connection. @return false when it is one too many, and not counted */
    boolean open(InetAddress peer) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            return false;
        }
        int ofClient = openByClient.merge(Cidr.client(peer), 1, Integer::sum);
        if (mostOfClient.isPresent() && ofClient > mostOfClient.getAsInt() && !isTrusted(peer)) {
            close(peer);
            return false;
        }
        return true;
    }

    /** Called once for each connection that {@link #open} has counted. */
    void close(InetAddress peer) {
        open.decrementAndGet();
        openByClient.computeIfPresent(Cidr.client(peer), (client, number) -> number == 1 ? null : number - 1);
    }

    private boolean isTrusted(InetAddress peer) {
        return trustedProxies.stream().anyMatch(block -> block.contains(peer));
    }
}
