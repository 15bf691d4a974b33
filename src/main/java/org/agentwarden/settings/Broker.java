package org.agentwarden.settings;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * An external Artemis broker.
 *
 * @param urls that of the broker, or those of both brokers of a pair; {@code ssl://} means TLS
 * @param login empty for a broker that accepts anonymous clients
 */
public record Broker(List<URI> urls, Optional<Login> login) {

    private static final String TLS = "ssl";

    /** A name and a password. */
    public record Login(String user, String password) {

        /** Empty when no user is configured. */
        public static Optional<Login> read(SettingSource source) {
            return source.text("agentwarden.broker.user")
                    .map(user -> new Login(
                            user, source.password("agentwarden.broker.password").orElse("")));
        }

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Empty for the embedded broker. */
    static Optional<Broker> read(SettingSource source) {
        trusted(source);
        List<URI> urls = source.servers("agentwarden.broker.url", "tcp", TLS);
        return urls.isEmpty() ? Optional.empty() : Optional.of(new Broker(urls, Login.read(source)));
    }

    /** The certificate authorities of brokers; empty for those of the JDK. */
    public static List<X509Certificate> trusted(SettingSource source) {
        String key = "agentwarden.broker.trusted-certificates";
        return source.file(key)
                .map(file -> CertificateFiles.certificates(key, file))
                .orElse(List.of());
    }

    public static boolean isTls(URI url) {
        return TLS.equals(url.getScheme());
    }
}
