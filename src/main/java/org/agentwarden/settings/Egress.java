package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
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

    private static final Setting<List<Cidr>> ALLOW = Setting.cidrs(
            PREFIX + "allow",
            "Private address blocks that the webhooks of all organizations may reach, such as `10.0.0.0/8,fd00::/8`.");
    private static final Setting<List<String>> ALLOW_ORGANIZATIONS = Setting.texts(
                    PREFIX + "allow.organizations",
                    "Further blocks that the webhooks of one organization may reach. For several blocks, repeat the id.")
            .accepting("list of `<organization id>=<address block>`");
    private static final Setting<Boolean> HTTPS_ONLY = Setting.flag(
            PREFIX + "https-only",
            false,
            "`true`: webhooks are sent over TLS only. `http://` URLs are refused in new and changed webhooks, and older ones get"
                    + " nothing more.");
    private static final Setting<Optional<URI>> PROXY =
            Setting.server(PREFIX + "proxy", "http", "Forward proxy for webhooks. It must support `CONNECT`.");
    private static final Setting<Optional<String>> PROXY_USER =
            Setting.text(PREFIX + "proxy-user", "User at the proxy (Basic authentication).");
    private static final Setting<Optional<String>> PROXY_PASSWORD =
            Setting.password(PREFIX + "proxy-password", "Password at the proxy.");
    private static final Setting<Optional<Path>> CLIENT_CERTIFICATE = Setting.file(
            PREFIX + "client-certificate",
            "PKCS#12 file",
            "Key and certificate for receivers that ask for a client certificate.");
    private static final Setting<Optional<String>> CLIENT_CERTIFICATE_PASSWORD =
            Setting.password(PREFIX + "client-certificate-password", "Password of that file and of the key in it.");
    private static final Setting<Optional<Path>> TRUSTED = Setting.file(
            PREFIX + "trusted-certificates",
            "PEM file",
            "Certificate authorities that are trusted in addition to those of the JDK.");

    static final SettingGroup SETTINGS = SettingGroup.of(
            "Where webhooks may go",
            ALLOW,
            ALLOW_ORGANIZATIONS,
            HTTPS_ONLY,
            PROXY,
            PROXY_USER,
            PROXY_PASSWORD,
            CLIENT_CERTIFICATE,
            CLIENT_CERTIFICATE_PASSWORD,
            TRUSTED);

    private static final Pattern ORGANIZATION_AND_BLOCK =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\s*=\\s*(.+)");

    /** A forward proxy that knows {@code CONNECT}. */
    public record Proxy(String host, int port, Optional<Login> login) {

        static Optional<Proxy> read(SettingSource source) {
            Optional<String> user = PROXY_USER.from(source);
            // RFC 7617 ends the name at the first colon.
            if (user.filter(name -> name.contains(":")).isPresent()) {
                throw new InvalidSetting(PROXY_USER.key(), "...", "without a colon");
            }
            Optional<Login> login =
                    user.map(name -> new Login(name, PROXY_PASSWORD.from(source).orElse("")));
            return PROXY.from(source).map(url -> {
                if (url.getPort() < 1) {
                    throw new InvalidSetting(
                            PROXY.key(), url.toString(), "a URL such as http://host:port, with the port");
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
            String password = CLIENT_CERTIFICATE_PASSWORD.from(source).orElse("");
            return CLIENT_CERTIFICATE
                    .from(source)
                    .map(file -> new ClientCertificate(
                            CertificateFiles.keys(CLIENT_CERTIFICATE.key(), file, password), password));
        }

        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }

    static Egress read(SettingSource source) {
        return new Egress(
                ALLOW.from(source),
                allowByOrganization(source),
                HTTPS_ONLY.from(source),
                Proxy.read(source),
                ClientCertificate.read(source),
                trusted(source));
    }

    private static Map<String, List<Cidr>> allowByOrganization(SettingSource source) {
        String key = ALLOW_ORGANIZATIONS.key();
        Map<String, List<Cidr>> blocks = new HashMap<>();
        for (String text : ALLOW_ORGANIZATIONS.from(source)) {
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
        return TRUSTED.from(source)
                .map(file -> CertificateFiles.certificates(TRUSTED.key(), file))
                .orElse(List.of());
    }
}
