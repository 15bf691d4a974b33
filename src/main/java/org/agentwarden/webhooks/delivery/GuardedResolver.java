package org.agentwarden.webhooks.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves a host once per connection and gives out only addresses that the egress policy lets pass. The client connects
 * to these very addresses, so a name that answers differently the second time gains nothing; one refused address among
 * several refuses the name. Connections that are opened while their host is being looked up share the answer, so that a
 * name server that doesn't answer holds up one thread and not one per delivery.
 */
final class GuardedResolver implements SocketAddressResolver {

    private final HostLookup lookup;
    private final EgressPolicy policy;
    /** Runs the look-up, which blocks. */
    private final Executor executor;

    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    GuardedResolver(HostLookup lookup, EgressPolicy policy, Executor executor) {
        this.lookup = lookup;
        this.policy = policy;
        this.executor = executor;
    }

    @Override
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        CompletableFuture<?> unused = addressesOf(host).whenComplete((addresses, failure) -> {
            if (failure != null) {
                promise.failed(failure);
            } else {
                promise.succeeded(addresses.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            }
        });
    }

    private CompletableFuture<List<InetAddress>> addressesOf(String host) {
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
            List<InetAddress> addresses = passedAddresses(host);
            underWay.remove(host);
            answer.complete(addresses);
        } catch (IOException | RuntimeException e) {
            underWay.remove(host);
            answer.completeExceptionally(e);
        }
    }

    private List<InetAddress> passedAddresses(String host) throws UnknownHostException, EgressRefused {
        List<InetAddress> addresses = List.of(lookup.addressesOf(host));
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            Optional<String> refusal = policy.refusal(address);
            if (refusal.isPresent()) {
                throw new EgressRefused(refusal.get());
            }
        }
        return addresses;
    }
}
