package org.agentwarden.webhooks.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks up names on threads of its own. Simultaneous look-ups of one name share the answer, so that a slow name server
 * blocks one thread and not one per delivery. Nothing is cached.
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
        try {
            return underWay.computeIfAbsent(host, name -> CompletableFuture.supplyAsync(() -> lookUp(name), executor));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<InetAddress> lookUp(String host) {
        try {
            List<InetAddress> addresses = List.of(lookup.addressesOf(host));
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        } finally {
            underWay.remove(host);
        }
    }
}
