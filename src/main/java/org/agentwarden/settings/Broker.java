package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
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

    private static final Setting<List<URI>> URL = Setting.servers(
                    "agentwarden.broker.url",
                    List.of("tcp", TLS),
                    "Address of an Artemis broker; `ssl` encrypts the connection. For a pair of brokers, give both addresses.")
            .byDefault("the embedded broker");
    private static final Setting<Optional<String>> USER = Setting.text("agentwarden.broker.user", "Broker user.");
    private static final Setting<Optional<String>> PASSWORD =
            Setting.password("agentwarden.broker.password", "Broker password.");
    private static final Setting<Optional<Path>> TRUSTED = Setting.file(
                    "agentwarden.broker.trusted-certificates",
                    "PEM file",
                    "Certificate authorities that `ssl` addresses are checked against.")
            .byDefault("the JDK's authorities");

    static final SettingGroup SETTINGS = SettingGroup.of("Message broker", URL, USER, PASSWORD, TRUSTED);

    /** A name and a password. */
    public record Login(String user, String password) {

        /** Empty when no user is configured. */
        public static Optional<Login> read(SettingSource source) {
            return USER.from(source)
                    .map(user -> new Login(user, PASSWORD.from(source).orElse("")));
        }

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Empty for the embedded broker. */
    static Optional<Broker> read(SettingSource source) {
        trusted(source);
        List<URI> urls = URL.from(source);
        return urls.isEmpty() ? Optional.empty() : Optional.of(new Broker(urls, Login.read(source)));
    }

    /** The certificate authorities of brokers; empty for those of the JDK. */
    public static List<X509Certificate> trusted(SettingSource source) {
        return TRUSTED.from(source)
                .map(file -> CertificateFiles.certificates(TRUSTED.key(), file))
                .orElse(List.of());
    }

    public static boolean isTls(URI url) {
        return TLS.equals(url.getScheme());
    }
}
