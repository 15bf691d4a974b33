package org.agentwarden.webhooks.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.jetty.client.Origin;

/**
 * Resolves the host of each new connection and returns only addresses that the egress policy allows. The client connects
 * to these very addresses, so a name that answers differently the second time gains nothing; one refused address among
 * several refuses the name. The policy is the tag of the connection's origin: Jetty reuses a connection only for requests
 * with the same tag, so no request uses a connection that another policy has allowed.
 */
final class GuardedResolver {

    private static final Logger LOG = System.getLogger(GuardedResolver.class.getName());

    private final DnsLookups lookups;

    GuardedResolver(DnsLookups lookups) {
        this.lookups = lookups;
    }

    /** Fails with an {@link EgressRefused} unless the policy allows all addresses of the origin's host. */
    CompletableFuture<List<InetSocketAddress>> resolve(Origin origin) {
        String host = origin.getAddress().getHost();
        int port = origin.getAddress().getPort();
        return origin.getTag() instanceof EgressPolicy policy
                ? lookups.addressesOf(host)
                        .thenApply(addresses -> addresses.stream()
                                .map(address -> passed(policy, host, address, port))
                                .toList())
                : CompletableFuture.failedFuture(new EgressRefused("refused to connect: no egress policy is known"));
    }

    /** Who has chosen the name is not told its address, or he could ask the name server of this network for any name. */
    private InetSocketAddress passed(EgressPolicy policy, String host, InetAddress address, int port) {
        Optional<String> refusal = policy.refusal(address, port);
        if (refusal.isPresent()) {
            LOG.log(Level.INFO, "{0}: {1}", host, refusal.get());
            throw new CompletionException(
                    new EgressRefused("refused to connect: " + host + " does not have a public address"));
        }
        return new InetSocketAddress(address, port);
    }
}
