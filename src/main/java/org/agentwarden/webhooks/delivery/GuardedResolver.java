package org.agentwarden.webhooks.delivery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves a host once per connection and gives out only addresses that the egress policy lets pass. The client connects
 * to these very addresses, so a name that answers differently the second time gains nothing; one refused address among
 * several refuses the name.
 */
final class GuardedResolver implements SocketAddressResolver {

    private final HostLookup lookup;
    private final EgressPolicy policy;
    /** Runs the look-up, which blocks. */
    private final Executor executor;

    GuardedResolver(HostLookup lookup, EgressPolicy policy, Executor executor) {
        this.lookup = lookup;
        this.policy = policy;
        this.executor = executor;
    }

    @Override
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        executor.execute(() -> {
            try {
                promise.succeeded(resolve(host, port));
            } catch (UnknownHostException | EgressRefused | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    private List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException, EgressRefused {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : lookup.addressesOf(host)) {
            Optional<String> refusal = policy.refusal(address);
            if (refusal.isPresent()) {
                throw new EgressRefused(refusal.get());
            }
            addresses.add(new InetSocketAddress(address, port));
        }
        return addresses;
    }
}
