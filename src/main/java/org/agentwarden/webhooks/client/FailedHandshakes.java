package org.agentwarden.webhooks.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.agentwarden.webhooks.egress.WebhookUrl;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/** The latest TLS handshake failure of each server: Jetty may report only that the connection was closed. */
final class FailedHandshakes implements SslHandshakeListener {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int MOST = 10_000;

    private final Cache<Peer, Failed> latest =
            Caffeine.newBuilder().expireAfterWrite(TIME).maximumSize(MOST).build();

    private record Peer(String host, int port) {}

    private record Failed(SSLException failure, long nanos) {}

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        SSLEngine engine = event.getSSLEngine();
        Throwables.find(failure, SSLException.class)
                .ifPresent(tls -> latest.put(
                        new Peer(engine.getPeerHost(), engine.getPeerPort()), new Failed(tls, System.nanoTime())));
    }

    /**
     * Why a handshake with the URL's server failed.
     *
     * @param nanos of {@link System#nanoTime}: an older failure does not count
     */
    Optional<SSLException> since(long nanos, URI url) {
        return Optional.ofNullable(latest.getIfPresent(new Peer(url.getHost(), WebhookUrl.port(url))))
                .filter(failed -> failed.nanos() - nanos >= 0)
                .map(Failed::failure);
    }
}
