package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.io.ssl.SslHandshakeListener.Event;
import org.junit.jupiter.api.Test;

class FailedHandshakesTest {

    private static final URI URL = URI.create("https://receiver.test:8443/hooks");

    private final FailedHandshakes handshakes = new FailedHandshakes();
    private final long start = System.nanoTime();

    @Test
    void whatTlsSaysIsTheReason() throws Exception {
        SSLException untrusted = new SSLHandshakeException("untrusted");

        handshakes.handshakeFailed(handshake(), new IllegalStateException(untrusted));

        assertThat(handshakes.since(start, URL)).contains(untrusted);
    }

    @Test
    void aFailureOfAnyOtherKindIsOneOfTls() throws Exception {
        handshakes.handshakeFailed(handshake(), new IllegalStateException("no such state"));

        assertThat(handshakes.since(start, URL).map(SSLException::getMessage).orElseThrow())
                .contains("no such state");
    }

    @Test
    void aConnectionThatBreaksIsNoFailureOfTls() throws Exception {
        handshakes.handshakeFailed(handshake(), new ClosedChannelException());

        assertThat(handshakes.since(start, URL)).isEqualTo(Optional.empty());
    }

    @Test
    void anEarlierHandshakeDoesNotCount() throws Exception {
        handshakes.handshakeFailed(handshake(), new SSLHandshakeException("untrusted"));

        assertThat(handshakes.since(System.nanoTime() + 1, URL)).isEqualTo(Optional.empty());
    }

    @SuppressWarnings("removal") // Jetty's other constructor is for Jetty alone.
    private static Event handshake() throws NoSuchAlgorithmException {
        return new Event(SSLContext.getDefault().createSSLEngine("receiver.test", 8443));
    }
}
