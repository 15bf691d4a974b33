package org.agentwarden.webhooks.delivery;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.agentwarden.settings.Settings.ClientCertificate;
import org.agentwarden.settings.Settings.Egress;
import org.jspecify.annotations.Nullable;

/** Whom we believe, and as whom we present ourselves. */
final class OutgoingTls {

    private OutgoingTls() {}

    /** Everything that is not configured is as the JDK has it. */
    static SSLContext context(Egress egress) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    egress.clientCertificate().isPresent()
                            ? keyManagers(egress.clientCertificate().get())
                            : null,
                    egress.trusted().isEmpty() ? null : trustManagers(egress.trusted()),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keyManagers(ClientCertificate certificate) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(certificate.keys(), certificate.password().toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager[] trustManagers(List<X509Certificate> further)
            throws GeneralSecurityException, IOException {
        List<X509Certificate> trusted = new ArrayList<>(further);
        for (TrustManager manager : trustManagers((KeyStore) null)) {
            if (manager instanceof X509TrustManager jdk) {
                trusted.addAll(Arrays.asList(jdk.getAcceptedIssuers()));
            }
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        for (X509Certificate certificate : trusted) {
            all.setCertificateEntry(Integer.toString(all.size()), certificate);
        }
        return trustManagers(all);
    }

    /** Those that believe the certificates of a store; of the JDK's own without one. */
    private static TrustManager[] trustManagers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
