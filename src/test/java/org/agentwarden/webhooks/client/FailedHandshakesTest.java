package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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

        handshakes.handshakeFailed(handshake(), untrusted);

        assertThat(handshakes.since(start, URL)).contains(untrusted);
    }

    @Test
    void theHandshakeOfAnotherReceiverDoesNotCount() throws Exception {
        handshakes.handshakeFailed(handshake(), new SSLHandshakeException("untrusted"));

        assertThat(handshakes.since(start, URI.create("https://receiver.test/hooks")))
                .isEqualTo(Optional.empty());
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
