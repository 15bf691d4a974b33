package org.agentwarden.connector;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.settings.Https;
import org.agentwarden.settings.InvalidSetting;
import org.agentwarden.settings.ServerCertificate;

/**
 * TLS of new connections, with the certificate that is in the files: a connection reads them again, unless that was done a
 * moment ago. Files that can't be used change nothing. Safe for threads.
 */
final class CurrentTls {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(CurrentTls.class.getName()));

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final TrustManager[] NO_CLIENT_CERTIFICATES = {};

    /** Of the key store, which stays in memory. */
    private static final char[] NO_PASSWORD = {};

    private final Https https;
    private final AtomicLong readNanos;
    private volatile Loaded current;

    /** A context is not changed but replaced: a session of the one before can't be resumed with the new certificate. */
    private record Loaded(ServerCertificate certificate, SSLContext context) {

        static Loaded of(ServerCertificate certificate) {
            return new Loaded(certificate, contextWith(certificate));
        }
    }

    /** @throws InvalidSetting when the files can't be used */
    CurrentTls(Https https) {
        this.https = https;
        this.current = Loaded.of(https.load());
        this.readNanos = new AtomicLong(System.nanoTime());
        LOG.log(Level.INFO, "start", () -> "TLS on port " + https.port() + ": " + description());
    }

    /** The server's side of a connection. */
    SSLEngine engine() {
        refresh();
        SSLContext context = current.context();
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(Stream.of(parameters.getCipherSuites())
                .filter(CurrentTls::isModern)
                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private void refresh() {
        long now = System.nanoTime();
        long last = readNanos.get();
        // Of several connections at the same time, one reads and the others go on.
        if (now - last < PERIOD.toNanos() || !readNanos.compareAndSet(last, now)) {
            return;
        }
        try {
            ServerCertificate read = https.load();
            if (!read.equals(current.certificate())) {
                current = Loaded.of(read);
                LOG.log(Level.INFO, "replaced", () -> "TLS goes on with a new certificate: " + description());
                read.warning().ifPresent(warning -> LOG.log(Level.WARNING, "validity", () -> "TLS: " + warning));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "unusable", () -> "TLS goes on with the certificate of before: " + e.getMessage());
        }
    }

    private String description() {
        return current.certificate().description();
    }

    /** With forward secrecy and authenticated encryption, as all suites of TLS 1.3. */
    private static boolean isModern(String suite) {
        return suite.startsWith("TLS_AES_")
                || suite.startsWith("TLS_CHACHA20_")
                || (suite.startsWith("TLS_ECDHE_") && !suite.contains("_CBC_"));
    }

    private static SSLContext contextWith(ServerCertificate certificate) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "server",
                    certificate.key(),
                    NO_PASSWORD,
                    certificate.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), NO_CLIENT_CERTIFICATES, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
