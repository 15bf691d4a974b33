package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The listener for TLS of the runnable jar.
 *
 * @param port where it listens, at the address of the other one
 * @param certificate a PEM file that may change while the server runs
 * @param key the same for its private key
 */
public record Https(int port, Path certificate, Path key) {

    private static final int DEFAULT_PORT = 443;

    private static final Setting<OptionalInt> PORT = Setting.numberOrOff(
            "agentwarden.https.port",
            "off",
            1,
            65_535,
            "Port to listen on for TLS (runnable jar only). The other port then redirects to it, apart from `/health` and"
                    + " `/metrics`.");
    private static final Setting<Optional<Path>> CERTIFICATE = Setting.file(
                    "agentwarden.https.certificate",
                    "PEM file",
                    "Certificate of this server, followed by those between it and its authority. A changed file is used for new"
                            + " connections, without a restart.")
            .byDefault("none; required with a port for TLS");
    private static final Setting<Optional<Path>> KEY = Setting.file(
                    "agentwarden.https.key",
                    "PEM file",
                    "Private key of that certificate: RSA or EC, without a password.")
            .byDefault("none; required with a port for TLS");

    static final SettingGroup SETTINGS = SettingGroup.of("TLS", PORT, CERTIFICATE, KEY);

    static Optional<Https> read(SettingSource source) {
        OptionalInt port = PORT.from(source);
        Optional<Path> certificate = CERTIFICATE.from(source);
        Optional<Path> key = KEY.from(source);
        if (port.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        String together = "set, as " + PORT.key() + ", " + CERTIFICATE.key() + " and " + KEY.key() + " go together";
        return Optional.of(new Https(
                port.orElseThrow(() -> new InvalidSetting(PORT.key(), "off", together)),
                certificate.orElseThrow(() -> new InvalidSetting(CERTIFICATE.key(), "", together)),
                key.orElseThrow(() -> new InvalidSetting(KEY.key(), "", together))));
    }

    /** @throws InvalidSetting when browsers could not come back from the redirect */
    Https requireApartFrom(int plainPort, Optional<URI> publicUrl) {
        if (port == plainPort) {
            throw new InvalidSetting(PORT.key(), Integer.toString(port), "another port than agentwarden.http.port");
        }
        if (publicUrl.filter(url -> !"https".equals(url.getScheme())).isPresent()) {
            throw new InvalidSetting("agentwarden.public-url", "...", "an https URL while " + PORT.key() + " is set");
        }
        return this;
    }

    /** Reads the two files. @throws InvalidSetting for files that can't be used */
    public ServerCertificate load() {
        List<X509Certificate> chain = CertificateFiles.certificates(CERTIFICATE.key(), certificate);
        for (int issued = 0; issued + 1 < chain.size(); issued++) {
            if (!chain.get(issued)
                    .getIssuerX500Principal()
                    .equals(chain.get(issued + 1).getSubjectX500Principal())) {
                throw new InvalidSetting(
                        CERTIFICATE.key(),
                        certificate.toString(),
                        "a PEM file of this server's certificate and those above it, each before that of its issuer");
            }
        }
        return new ServerCertificate(
                chain, CertificateFiles.privateKey(KEY.key(), key, chain.get(0), CERTIFICATE.key()));
    }

    /** The address of this listener under a name. */
    public String origin(String host) {
        return "https://" + host + (port == DEFAULT_PORT ? "" : ":" + port);
    }
}
