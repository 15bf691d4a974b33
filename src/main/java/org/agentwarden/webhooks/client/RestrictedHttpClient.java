package org.agentwarden.webhooks.client;

import java.net.ProtocolException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agentwarden.settings.Egress;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * Jetty's client without what a webhook does not need: redirects, cookies, authentication, decompression, long answers. Idle
 * connections close after four seconds, because many receivers close theirs after five; each is used for at most a minute,
 * so that a receiver can move.
 */
@SuppressWarnings("try") // The inherited close() may throw InterruptedException; nobody uses it in a try.
final class RestrictedHttpClient extends HttpClient {

    /** {@code contains(null)} must work: null stands for every header that Jetty does not know. */
    private static final Set<HttpHeader> KEPT_HEADERS =
            EnumSet.of(HttpHeader.CONNECTION, HttpHeader.CONTENT_ENCODING, HttpHeader.RETRY_AFTER);

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int CONNECTIONS_PER_RECEIVER = 64;
    private static final int QUEUED_PER_RECEIVER = 1_024;
    private static final long IDLE_MILLIS = 4_000;
    private static final long REUSE_MILLIS = 60_000;
    private static final long FORGET_RECEIVER_MILLIS = 300_000;
    private static final int THREADS = 64;
    private static final int LOOKUP_THREADS = 64;

    /** For {@link #newRequest}: Jersey's connector calls it on the thread that sends, without these parameters. */
    private static final ThreadLocal<Sending> CURRENT = new ThreadLocal<>();

    private record Sending(EgressPolicy policy, BooleanSupplier wanted) {}

    private final BiConsumer<HttpDestination, Promise<Connection>> route;

    RestrictedHttpClient(Egress egress, HostLookup lookup, SslHandshakeListener handshakes) {
        this(connector(egress), egress, lookup, handshakes);
    }

    private RestrictedHttpClient(
            ClientConnector connector, Egress egress, HostLookup lookup, SslHandshakeListener handshakes) {
        super(transport(connector));
        addBean(handshakes);
        setExecutor(threads("webhooks", THREADS));
        setScheduler(new ScheduledExecutorScheduler("webhooks-scheduler", true));
        // Not the client's own threads: names that resolve slowly would take them from receivers that answer.
        QueuedThreadPool lookupThreads = threads("webhooks-lookup", LOOKUP_THREADS);
        addBean(lookupThreads);
        DnsLookups lookups = new DnsLookups(lookup, lookupThreads);
        GuardedResolver receivers = new GuardedResolver(lookups);
        route = egress.proxy()
                .map(settings -> new ForwardProxy(settings, lookups, receivers, connector))
                .<BiConsumer<HttpDestination, Promise<Connection>>>map(proxy -> proxy::connect)
                .orElseGet(() -> new DirectRoute(receivers)::connect);
        // RFC 9112, section 5.2: whoever gets a folded header line reads it as one with spaces.
        setHttpCompliance(HttpCompliance.RFC7230.with("webhooks", HttpCompliance.Violation.MULTILINE_FIELD_VALUE));
        setFollowRedirects(false);
        setHttpCookieStore(new HttpCookieStore.Empty());
        setMaxConnectionsPerDestination(CONNECTIONS_PER_RECEIVER);
        setMaxRequestsQueuedPerDestination(QUEUED_PER_RECEIVER);
        setMaxResponseHeadersSize(MAX_HEADER_BYTES);
        setIdleTimeout(IDLE_MILLIS);
        setDestinationIdleTimeout(FORGET_RECEIVER_MILLIS);
        setUserAgentField(null);
    }

    private static ClientConnector connector(Egress egress) {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(OutgoingTls.context(egress));
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(tls);
        return connector;
    }

    private static HttpClientTransportOverHTTP transport(ClientConnector connector) {
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector) {
            @Override
            public Destination newDestination(Origin origin) {
                return new FairDestination(getHttpClient(), origin);
            }
        };
        transport.setConnectionPoolFactory(destination -> {
            DuplexConnectionPool pool = new DuplexConnectionPool(destination, CONNECTIONS_PER_RECEIVER);
            pool.setMaxDuration(REUSE_MILLIS);
            return pool;
        });
        return transport;
    }

    private static QueuedThreadPool threads(String name, int most) {
        QueuedThreadPool threads = new QueuedThreadPool(most);
        threads.setName(name);
        threads.setDaemon(true);
        return threads;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // The start puts them there. Among the handlers is one that fails every 401 without a challenge.
        getContentDecoderFactories().clear();
        getProtocolHandlers().clear();
        getProtocolHandlers().put(new InterimAnswers());
    }

    /**
     * Makes a call that sends one request on this thread, only over connections that the policy has allowed. It fails with
     * {@link RequestWithdrawn} and sends nothing if the request is not wanted any more once it has a connection.
     */
    <T> T sending(EgressPolicy policy, BooleanSupplier wanted, Supplier<T> call) {
        CURRENT.set(new Sending(policy, wanted));
        try {
            return call.get();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public Request newRequest(URI uri) {
        Sending sending = CURRENT.get();
        return super.newRequest(uri)
                .tag(sending.policy())
                .onRequestBegin(request -> {
                    if (!sending.wanted().getAsBoolean()) {
                        CompletableFuture<Boolean> unused = request.abort(new RequestWithdrawn());
                    }
                })
                // The total timeout bounds the exchange; the idle timeout is meant for connections that wait for reuse.
                .idleTimeout(0, TimeUnit.MILLISECONDS)
                .onResponseBegin(RestrictedHttpClient::refuseUpgrade)
                // Jetty and Jersey would refuse answers for what others say: a great length, a type that is none.
                .onResponseHeader((response, field) -> KEPT_HEADERS.contains(field.getHeader()))
                .onResponseContent(new ResponseCap());
    }

    @Override
    public void newConnection(Destination destination, Promise<Connection> promise) {
        Promise<Connection> opened = new Promise.Wrapper<>(promise) {
            @Override
            public void failed(Throwable failure) {
                super.failed(new ConnectionNotOpened(failure));
            }
        };
        route.accept((HttpDestination) destination, opened);
    }

    /** Jetty lets go of an upgraded connection without closing it. */
    private static void refuseUpgrade(Response response) {
        if (response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
            CompletableFuture<Boolean> unused = response.abort(new ProtocolException("switched protocols"));
        }
    }

    /** Passes over every 1xx, not only over the ones that Jetty knows: without a handler the exchange never ends. */
    private static final class InterimAnswers extends ProcessingProtocolHandler {

        @Override
        public String getName() {
            return "interim";
        }

        @Override
        public boolean accept(Request request, Response response) {
            return HttpStatus.isInterim(response.getStatus());
        }
    }

    /**
     * A connection that can't be opened fails only the request that has waited longest. Jetty would fail all that wait for
     * the receiver, perhaps even one that was just sent over another connection.
     */
    private static final class FairDestination extends HttpDestination {

        FairDestination(HttpClient client, Origin origin) {
            super(client, origin);
        }

        @Override
        public void failed(Throwable failure) {
            HttpExchange first = getHttpExchanges().poll();
            if (first != null) {
                CompletableFuture<Boolean> unused = first.getRequest().abort(failure);
                // As after a success: opens what connections the others still lack.
                succeeded();
            }
        }
    }
}
