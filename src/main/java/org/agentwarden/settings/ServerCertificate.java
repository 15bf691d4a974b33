package org.agentwarden.settings;

import java.security.PrivateKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that this server shows to its clients.
 *
 * @param chain the certificate, and behind it those between it and its authority
 * @param key the private key of the first
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

    public ServerCertificate {
        chain = List.copyOf(chain);
    }

    /** Whose it is and how long it is valid. */
    public String description() {
        X509Certificate own = chain.get(0);
        return own.getSubjectX500Principal().getName() + ", valid until "
                + own.getNotAfter().toInstant();
    }

    /** Why clients refuse it at this time, if they do. */
    public Optional<String> warning() {
        try {
            chain.get(0).checkValidity();
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of("the certificate has expired: " + description());
        } catch (CertificateNotYetValidException e) {
            return Optional.of("the certificate is not valid before "
                    + chain.get(0).getNotBefore().toInstant() + ": " + description());
        }
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + description() + "]";
    }
}
