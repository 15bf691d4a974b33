package org.agentwarden.webhooks.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.Promise;

/**
 * Connects to the addresses of a receiver, one after the other, until one accepts. Jetty's client does the same, but does
 * not tell its resolver for which origin it resolves.
 */
final class DirectRoute {

    private final GuardedResolver receivers;

    DirectRoute(GuardedResolver receivers) {
        this.receivers = receivers;
    }

    /** Fails with an {@link EgressRefused} when the egress policy does not allow it. */
    void connect(HttpDestination destination, Promise<Connection> promise) {
        CompletableFuture<?> unused = receivers.resolve(destination.getOrigin()).whenComplete((addresses, failure) -> {
            if (failure != null) {
                promise.failed(failure);
            } else {
                connect(addresses.iterator(), destination, promise);
            }
        });
    }

    private static void connect(
            Iterator<InetSocketAddress> addresses, HttpDestination destination, Promise<Connection> promise) {
        SocketAddress address = addresses.next();
        Promise<Connection> orNext = new Promise.Wrapper<>(promise) {
            @Override
            public void failed(Throwable failure) {
                if (addresses.hasNext()) {
                    connect(addresses, destination, promise);
                } else {
                    super.failed(failure);
                }
            }
        };
        destination.getHttpClient().getTransport().connect(address, context(destination, orNext));
    }

    /** What Jetty's transport must know of a connection that it opens. */
    static Map<String, Object> context(HttpDestination destination, Promise<Connection> promise) {
        Map<String, Object> context = new ConcurrentHashMap<>();
        context.put(ClientConnectionFactory.CLIENT_CONTEXT_KEY, destination.getHttpClient());
        context.put(HttpClientTransport.HTTP_DESTINATION_CONTEXT_KEY, destination);
        context.put(HttpClientTransport.HTTP_CONNECTION_PROMISE_CONTEXT_KEY, promise);
        context.put(ClientConnector.APPLICATION_PROTOCOLS_CONTEXT_KEY, List.of("http/1.1"));
        context.put(Transport.class.getName(), Transport.TCP_IP);
        return context;
    }
}
