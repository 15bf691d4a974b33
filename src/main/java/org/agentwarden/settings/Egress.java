package org.agentwarden.settings;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Where webhooks may go, and how they get there.
 *
 * @param allow private or local address blocks that webhooks may nevertheless reach
 * @param httpsOnly whether webhooks are sent over TLS or not at all
 * @param proxy through which every connection goes; empty for none
 * @param clientCertificate shown to receivers that ask for one
 * @param trusted certificate authorities beside those of the JDK
 */
public record Egress(
        List<Cidr> allow,
        boolean httpsOnly,
        Optional<Proxy> proxy,
        Optional<ClientCertificate> clientCertificate,
        List<X509Certificate> trusted) {

    private static final String PREFIX = "agentwarden.egress.";

    /** A forward proxy that knows {@code CONNECT}. */
    public record Proxy(String host, int port, Optional<Login> login) {

        static Optional<Proxy> read(SettingSource source) {
            String key = PREFIX + "proxy";
            Optional<String> user = source.text(key + "-user");
            // RFC 7617 ends the name at the first colon.
            if (user.filter(name -> name.contains(":")).isPresent()) {
                throw new InvalidSetting(key + "-user", "...", "without a colon");
            }
            Optional<Login> login = user.map(
                    name -> new Login(name, source.password(key + "-password").orElse("")));
            return source.server(key, "http").map(url -> {
                if (url.getPort() < 1) {
                    throw new InvalidSetting(key, url.toString(), "a URL such as http://host:port, with the port");
                }
                return new Proxy(url.getHost(), url.getPort(), login);
            });
        }
    }

    /** A name and a password. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * A private key with its certificate.
     *
     * @param keys opens with the password, and so does the key inside
     */
    public record ClientCertificate(KeyStore keys, String password) {

        static Optional<ClientCertificate> read(SettingSource source) {
            String key = PREFIX + "client-certificate";
            String password = source.password(key + "-password").orElse("");
            return source.file(key)
                    .map(file -> new ClientCertificate(CertificateFiles.keys(key, file, password), password));
        }

        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }

    static Egress read(SettingSource source) {
        return new Egress(
                source.cidrs(PREFIX + "allow"),
                source.flag(PREFIX + "https-only", false),
                Proxy.read(source),
                ClientCertificate.read(source),
                trusted(source));
    }

    private static List<X509Certificate> trusted(SettingSource source) {
        String key = PREFIX + "trusted-certificates";
        return source.file(key)
                .map(file -> CertificateFiles.certificates(key, file))
                .orElse(List.of());
    }
}
