package org.agentwarden.connector;

import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;

/** Encrypts the connections of a listener, in the place of Payara's filter, which keeps the certificate of its start. */
final class TlsFilter extends SSLBaseFilter {

    /** @param handshakeTimeout stands before this filter, and ends with the handshake */
    TlsFilter(CurrentTls tls, HeaderTimeout handshakeTimeout) {
        super(new Engines(tls), false);
        setRenegotiationDisabled(true);
        addHandshakeListener(new HandshakeListener() {

            @Override
            public void onStart(Connection<?> connection) {
                // The timeout has begun with the first byte.
            }

            @Override
            public void onComplete(Connection<?> connection) {
                handshakeTimeout.stop(connection);
            }

            @Override
            public void onFailure(Connection<?> connection, Throwable failure) {
                // Grizzly closes the connection.
            }
        });
    }

    private static final class Engines extends SSLEngineConfigurator {

        private final CurrentTls tls;

        Engines(CurrentTls tls) {
            super();
            this.tls = tls;
        }

        @Override
        public SSLEngine createSSLEngine() {
            return tls.engine();
        }

        @Override
        public SSLEngine createSSLEngine(String host, int port) {
            return tls.engine();
        }

        @Override
        public SSLEngineConfigurator copy() {
            return this;
        }
    }
}
