package org.agentwarden.webhooks.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Looks up names on threads of their own. Whoever asks for a name that is being looked up shares the answer, so that a
 * name server that doesn't answer holds up one thread and not one per delivery; nothing is kept longer than that.
 */
final class DnsLookups {

    private final HostLookup lookup;
    /** Runs the look-up, which blocks. */
    private final Executor executor;

    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    DnsLookups(HostLookup lookup, Executor executor) {
        this.lookup = lookup;
        this.executor = executor;
    }

    /** The addresses of a host, at least one; fails with an {@link UnknownHostException} when there is none. */
    CompletableFuture<List<InetAddress>> addressesOf(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> others = underWay.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        try {
            executor.execute(() -> lookUp(host, mine));
        } catch (RuntimeException e) {
            underWay.remove(host);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> addresses = List.of(lookup.addressesOf(host));
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            underWay.remove(host);
            answer.complete(addresses);
        } catch (IOException | RuntimeException e) {
            underWay.remove(host);
            answer.completeExceptionally(e);
        }
    }
}
