package org.agentwarden.webhooks.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.agentwarden.settings.Egress;
import org.agentwarden.settings.Egress.Login;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;

/**
 * Opens connections to receivers through the operator's proxy, for plain HTTP too: with {@code CONNECT} and an address that
 * the egress policy allows, so that the proxy resolves no name. Jetty's own proxies send the name, and would connect
 * directly to the proxy if a webhook's URL named it.
 */
final class ForwardProxy {

    private final Egress.Proxy proxy;
    private final DnsLookups lookups;
    private final GuardedResolver receivers;
    private final ClientConnector connector;

    ForwardProxy(Egress.Proxy proxy, DnsLookups lookups, GuardedResolver receivers, ClientConnector connector) {
        this.proxy = proxy;
        this.lookups = lookups;
        this.receivers = receivers;
        this.connector = connector;
    }

    private record Route(InetSocketAddress proxy, InetSocketAddress receiver) {}

    /** Fails with an {@link EgressRefused} or a {@link ProxyFailed}. */
    void connect(HttpDestination destination, Promise<Connection> promise) {
        CompletableFuture<?> unused = receivers
                .resolve(destination.getOrigin())
                .thenCompose(this::routes)
                .whenComplete((routes, failure) -> {
                    if (failure != null) {
                        promise.failed(failure);
                    } else {
                        follow(routes.iterator(), destination, promise);
                    }
                });
    }

    private CompletableFuture<List<Route>> routes(List<InetSocketAddress> passed) {
        return lookups.addressesOf(proxy.host())
                .exceptionally(failure -> {
                    throw new CompletionException(ProxyFailed.unknown(failure));
                })
                .thenApply(proxies -> passed.stream()
                        .flatMap(receiver -> proxies.stream()
                                .map(address -> new Route(new InetSocketAddress(address, proxy.port()), receiver)))
                        .toList());
    }

    private void follow(Iterator<Route> routes, HttpDestination destination, Promise<Connection> promise) {
        open(routes.next(), destination, new Promise.Wrapper<>(promise) {
            @Override
            public void failed(Throwable failure) {
                ProxyFailed failed =
                        Throwables.find(failure, ProxyFailed.class).orElseGet(() -> ProxyFailed.unreachable(failure));
                if (routes.hasNext() && !failed.isDecided()) {
                    follow(routes, destination, promise);
                } else {
                    super.failed(failed);
                }
            }
        });
    }

    /** As Jetty's client and its transport do together, and with a tunnel before the destination's own connection. */
    private void open(Route route, HttpDestination destination, Promise<Connection> promise) {
        String target = hostAndPort(route.receiver());
        ClientConnectionFactory tunnels = (endPoint, context) -> new Tunnel(
                endPoint,
                connector.getExecutor(),
                connect(target),
                () -> destination.getClientConnectionFactory().newConnection(endPoint, context),
                promise);
        Map<String, Object> context = DirectRoute.context(destination, promise);
        context.put(ClientConnector.CLIENT_CONNECTION_FACTORY_CONTEXT_KEY, tunnels);
        context.put(ClientConnector.CONNECTION_PROMISE_CONTEXT_KEY, Promise.from(opened -> {}, promise::failed));
        // The name in it is the one that TLS sends and verifies.
        context.put(ClientConnector.REMOTE_SOCKET_ADDRESS_CONTEXT_KEY, route.receiver());
        connector.connect(route.proxy(), context);
    }

    private String connect(String target) {
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n"
                + proxy.login().map(ForwardProxy::authorization).orElse("") + "\r\n";
    }

    private static String authorization(Login login) {
        byte[] credentials = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
    }

    private static String hostAndPort(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return (host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress())
                + ":"
                + address.getPort();
    }
}
