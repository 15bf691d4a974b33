package org.agentwarden.webhooks.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves a host once per connection and gives out only addresses that the egress policy lets pass. The client connects
 * to these very addresses, so a name that answers differently the second time gains nothing; one refused address among
 * several refuses the name.
 */
final class GuardedResolver implements SocketAddressResolver {

    private static final Logger LOG = System.getLogger(GuardedResolver.class.getName());

    private final Lookups lookups;
    private final EgressPolicy policy;

    GuardedResolver(Lookups lookups, EgressPolicy policy) {
        this.lookups = lookups;
        this.policy = policy;
    }

    @Override
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        promise.completeWith(resolve(host, port));
    }

    /** Fails with an {@link EgressRefused} when the policy does not let all addresses pass. */
    CompletableFuture<List<InetSocketAddress>> resolve(String host, int port) {
        return lookups.addressesOf(host)
                .thenApply(addresses -> addresses.stream()
                        .map(address -> passed(host, address, port))
                        .toList());
    }

    /** Who has chosen the name is not told its address, or he could ask the name server of this network for any name. */
    private InetSocketAddress passed(String host, InetAddress address, int port) {
        Optional<String> refusal = policy.refusal(address, port);
        if (refusal.isPresent()) {
            LOG.log(Level.INFO, "{0}: {1}", host, refusal.get());
            throw new CompletionException(
                    new EgressRefused("refused to connect: " + host + " does not have a public address"));
        }
        return new InetSocketAddress(address, port);
    }
}
