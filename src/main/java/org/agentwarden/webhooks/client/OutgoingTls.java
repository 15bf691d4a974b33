package org.agentwarden.webhooks.client;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.agentwarden.security.TrustedAuthorities;
import org.agentwarden.settings.Egress;
import org.agentwarden.settings.Egress.ClientCertificate;

/** TLS of outgoing connections: trusted authorities and the client certificate; the rest as the JDK has it. */
final class OutgoingTls {

    private OutgoingTls() {}

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
