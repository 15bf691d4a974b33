package org.agentwarden.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed when we open a connection. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /** Believes the authorities of the JVM, and further ones beside them. */
    public static TrustManager[] beside(List<X509Certificate> further) throws GeneralSecurityException {
        TrustManager[] ofJvm = managers(null);
        if (further.isEmpty()) {
            return ofJvm;
        }
        List<X509Certificate> all = new ArrayList<>(further);
        for (TrustManager manager : ofJvm) {
            if (manager instanceof X509TrustManager jvm) {
                all.addAll(Arrays.asList(jvm.getAcceptedIssuers()));
            }
        }
        return managers(store(all));
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Those that believe the certificates of a store; of the JVM's own without one. */
    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
