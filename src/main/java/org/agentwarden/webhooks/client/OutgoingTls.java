package org.agentwarden.webhooks.client;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.agentwarden.security.TrustedAuthorities;
import org.agentwarden.settings.Egress;
import org.agentwarden.settings.Egress.ClientCertificate;

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
                    TrustedAuthorities.beside(egress.trusted()),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keyManagers(ClientCertificate certificate) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(certificate.keys(), certificate.password().toCharArray());
        return factory.getKeyManagers();
    }
}
