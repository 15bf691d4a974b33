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
 * Resolves the host of each new connection, and fails unless the egress policy allows all its addresses. The client connects
 * to these very addresses, so a different answer to a second look-up changes nothing (DNS rebinding). The policy is the tag
 * of the connection's origin: Jetty reuses a connection only for requests with the same tag.
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

    /** The error does not name the address: it would show customers what this network's name server answers. */
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
