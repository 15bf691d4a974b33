package org.agentwarden.settings;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where webhooks may go, and how they get there.
 *
 * @param allow private or local address blocks that the webhooks of all organizations may reach
 * @param allowByOrganization further blocks that only the webhooks of one organization may reach, by its id
 * @param httpsOnly whether webhooks are sent over TLS or not at all
 * @param proxy through which every connection goes; empty for none
 * @param clientCertificate shown to receivers that ask for one
 * @param trusted certificate authorities beside those of the JDK
 */
public record Egress(
        List<Cidr> allow,
        Map<String, List<Cidr>> allowByOrganization,
        boolean httpsOnly,
        Optional<Proxy> proxy,
        Optional<ClientCertificate> clientCertificate,
        List<X509Certificate> trusted) {

    private static final String PREFIX = "agentwarden.egress.";

    private static final Pattern ORGANIZATION_AND_BLOCK =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\s*=\\s*(.+)");

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
                allowByOrganization(source),
                source.flag(PREFIX + "https-only", false),
                Proxy.read(source),
                ClientCertificate.read(source),
                trusted(source));
    }

    private static Map<String, List<Cidr>> allowByOrganization(SettingSource source) {
        String key = PREFIX + "allow.organizations";
        Map<String, List<Cidr>> blocks = new HashMap<>();
        for (String text : source.texts(key)) {
            Matcher pair = ORGANIZATION_AND_BLOCK.matcher(text);
            if (!pair.matches()) {
                throw new InvalidSetting(
                        key, text, "a comma-separated list of <organization id>=<address block>, each id a UUID");
            }
            blocks.computeIfAbsent(pair.group(1), id -> new ArrayList<>()).add(SettingSource.cidr(key, pair.group(2)));
        }
        return Map.copyOf(blocks);
    }

    private static List<X509Certificate> trusted(SettingSource source) {
        String key = PREFIX + "trusted-certificates";
        return source.file(key)
                .map(file -> CertificateFiles.certificates(key, file))
                .orElse(List.of());
    }
}
