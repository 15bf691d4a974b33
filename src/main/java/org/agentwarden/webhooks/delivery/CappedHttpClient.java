package org.agentwarden.webhooks.delivery;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.agentwarden.webhooks.egress.EgressPolicy;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty's client with everything off that a webhook does not need: no redirects, cookies, decompression, or answers of
 * more than 64 KiB. Connections are kept for reuse for half a minute; each goes to an address that was checked when it
 * was opened.
 */
@SuppressWarnings("try") // The inherited close() may throw InterruptedException; nobody uses it in a try.
final class CappedHttpClient extends HttpClient {

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int CONNECTIONS_PER_RECEIVER = 64;
    private static final int QUEUED_PER_RECEIVER = 1_024;
    private static final long IDLE_MILLIS = 30_000;
    private static final int THREADS = 64;

    CappedHttpClient(HostLookup lookup, EgressPolicy policy) {
        super(new HttpClientTransportOverHTTP(connector()));
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("webhooks");
        threads.setDaemon(true);
        setExecutor(threads);
        setSocketAddressResolver(new GuardedResolver(lookup, policy, threads));
        setFollowRedirects(false);
        setHttpCookieStore(new HttpCookieStore.Empty());
        setMaxConnectionsPerDestination(CONNECTIONS_PER_RECEIVER);
        setMaxRequestsQueuedPerDestination(QUEUED_PER_RECEIVER);
        setMaxResponseHeadersSize(MAX_HEADER_BYTES);
        setIdleTimeout(IDLE_MILLIS);
        setUserAgentField(null);
        getProtocolHandlers().clear();
    }

    private static ClientConnector connector() {
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(new SslContextFactory.Client());
        return connector;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // The start puts them there; both need to go for good.
        getContentDecoderFactories().clear();
        getProtocolHandlers().clear();
    }

    @Override
    public Request newRequest(URI uri) {
        return super.newRequest(uri).onResponseContent(new Cap());
    }

    /** Counts what has come of one answer, and ends it when it is enough. */
    private static final class Cap implements Response.ContentListener {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long seen;

        @Override
        public void onContent(Response response, ByteBuffer content) {
            seen += content.remaining();
            ByteBuffer view = content.slice();
            // One byte more than is kept tells whether the last character is whole.
            byte[] part = new byte[Math.min(view.remaining(), Math.max(0, Answer.KEPT_BYTES + 1 - kept.size()))];
            view.get(part);
            kept.writeBytes(part);
            if (seen > MAX_ANSWER_BYTES) {
                byte[] bytes = kept.toByteArray();
                Throwable enough = new AnswerTooLong(Answer.of(response.getStatus(), bytes, bytes.length));
                CompletableFuture<Boolean> unused = response.abort(enough);
            }
        }
    }
}
