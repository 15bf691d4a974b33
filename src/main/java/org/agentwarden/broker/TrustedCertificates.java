package org.agentwarden.broker;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.agentwarden.settings.Broker;
import org.agentwarden.settings.SettingSource;
import org.apache.activemq.artemis.api.core.TrustManagerFactoryPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the certificates that {@code agentwarden.broker.trusted-certificates} names, or the JDK's authorities when it names
 * none. Artemis creates it by its name, which a connector's configuration holds, in nodes and in brokers.
 */
public final class TrustedCertificates implements TrustManagerFactoryPlugin {

    @Override
    public TrustManagerFactory getTrustManagerFactory() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store(Broker.trusted(SettingSource.ofProcess())));
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null for the JDK's. */
    private static @Nullable KeyStore store(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        if (certificates.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        }
        return store;
    }
}
