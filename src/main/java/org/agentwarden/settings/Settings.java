package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the operator has configured, complete and valid. The table of keys, defaults and meanings is in the README.
 *
 * @param dataDir absolute path of the directory that holds the embedded database, the broker's journal and the keys
 * @param database where the database is and how to log in
 * @param broker the external broker, or empty for the embedded one
 * @param encryptionKeys those that seal stored secrets
 * @param egress where webhooks may go, and how they get there
 * @param mostWebhooks how many webhooks an organization may have
 * @param retryDelays the wait before each retry of a delivery; their number is the default number of retries
 * @param webhookTimeout the longest that one delivery attempt may take in all
 * @param approvalExpiry how long an approval may wait for its decision, or empty for ever
 * @param sealLogAfter how old a row of the log must be to be sealed: longer than any transaction takes
 * @param operations how the server is watched
 * @param retention how long is kept what has happened
 * @param publicUrl where people's browsers find this server; empty for where a request found it
 * @param requestRules who may ask how often, and from where
 */
public record Settings(
        Path dataDir,
        String httpAddress,
        int httpPort,
        Database database,
        Optional<Broker> broker,
        Plan defaultPlan,
        Registration registration,
        Bootstrap bootstrap,
        EncryptionKeys encryptionKeys,
        Egress egress,
        int mostWebhooks,
        List<Duration> retryDelays,
        Duration webhookTimeout,
        DisableRule disableRule,
        TimestampStyle timestampStyle,
        Optional<Duration> approvalExpiry,
        Duration sealLogAfter,
        Operations operations,
        Retention retention,
        Optional<URI> publicUrl,
        RequestRules requestRules) {

    private static final String OFF = "off";
    private static final int ENCRYPTION_KEY_BYTES = 32;

    /**
     * The keys that seal secrets in the database.
     *
     * @param texts 32 bytes each in base64, the newest first; none when they are in the data directory
     */
    public record EncryptionKeys(List<String> texts) {

        @Override
        public String toString() {
            return "EncryptionKeys[" + texts.size() + "]";
        }
    }

    /** A JDBC database: H2 or PostgreSQL. */
    public record Database(String url, String user, String password) {

        public String driverClass() {
            return isH2() ? "org.agentwarden.database.GroupCommitDriver" : "org.postgresql.Driver";
        }

        /** What the driver is told: of H2's addresses, the ones whose commits are durable. */
        public String driverUrl() {
            return isH2() ? url.replaceFirst("jdbc:h2:", "jdbc:agentwarden:h2:") : url;
        }

        private boolean isH2() {
            return url.startsWith("jdbc:h2:");
        }

        @Override
        public String toString() {
            return "Database[" + user + "]";
        }
    }

    /**
     * An external Artemis broker.
     *
     * @param urls where it may be met: of a pair, both
     */
    public record Broker(List<URI> urls, String user, String password) {

        @Override
        public String toString() {
            return "Broker" + urls;
        }
    }

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
            List<X509Certificate> trusted) {}

    /** A forward proxy that knows {@code CONNECT}. */
    public record Proxy(String host, int port, Optional<Login> login) {}

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

        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }

    /**
     * When an endpoint that only fails is disabled by itself, by whichever comes first.
     *
     * @param failingFor no attempt has succeeded for so long; empty for never
     * @param exhausted so many deliveries in a row ran out of attempts; empty for never
     */
    public record DisableRule(Optional<Duration> failingFor, OptionalInt exhausted) {}

    /**
     * How the server is watched.
     *
     * @param backlogLimit the server is not ready while a delivery is overdue for longer
     * @param metrics whether they can be read
     * @param metricsToken what whoever reads them must present; empty for anybody
     * @param attempts which attempts of deliveries are logged
     * @param lines how an attempt's line is written
     */
    public record Operations(
            Duration backlogLimit,
            MetricsAccess metrics,
            Optional<String> metricsToken,
            LoggedAttempts attempts,
            LineFormat lines) {

        @Override
        public String toString() {
            return "Operations[" + backlogLimit + ", " + metrics + ", " + attempts + ", " + lines + "]";
        }
    }

    /**
     * How long is kept what has happened.
     *
     * @param deliveries events and their finished deliveries and attempts; empty for ever
     * @param logs rows of the audit log, by the plan of the organization; those of a plan that is absent for ever
     */
    public record Retention(Optional<Duration> deliveries, Map<Plan, Duration> logs) {

        public Retention {
            logs = Map.copyOf(logs);
        }
    }

    /** The first organization, created at the first start when {@code adminEmail} is set. */
    public record Bootstrap(
            Optional<String> adminEmail, Optional<String> adminPassword, String organization, Optional<String> apiKey) {

        @Override
        public String toString() {
            return "Bootstrap[" + organization + "]";
        }
    }

    /** Reads every setting. @throws InvalidSetting for the first value that can't be used */
    public static Settings read(SettingSource source) {
        Path dataDir = source.path("agentwarden.data-dir", "./agentwarden-data");
        return new Settings(
                dataDir,
                source.text("agentwarden.http.address").orElse("127.0.0.1"),
                source.number("agentwarden.http.port", 8080, 1, 65535),
                database(source, dataDir),
                broker(source),
                source.choice("agentwarden.default-plan", Plan.ENTERPRISE),
                source.choice("agentwarden.registration", Registration.OPEN),
                bootstrap(source),
                new EncryptionKeys(source.keys("agentwarden.encryption-keys", ENCRYPTION_KEY_BYTES)),
                egress(source),
                source.number("agentwarden.webhooks.limit", 100, 1, 10_000),
                source.durations("agentwarden.webhooks.retry-delays", "5s,25s,125s", 10),
                source.duration("agentwarden.webhooks.timeout", "5s"),
                new DisableRule(
                        source.durationOrOff("agentwarden.webhooks.disable-after.failing", "5d"),
                        source.numberOrOff("agentwarden.webhooks.disable-after.exhausted", 100, 1, 1_000_000)),
                source.choice("agentwarden.webhooks.timestamp-style", TimestampStyle.UTC),
                source.durationOrOff("agentwarden.approvals.expiry", "24h"),
                source.duration("agentwarden.log.seal-after", "2m"),
                operations(source),
                retention(source),
                source.webAddress("agentwarden.public-url"),
                RequestRules.read(source));
    }

    private static Database database(SettingSource source, Path dataDir) {
        String key = "agentwarden.database.url";
        String url = source.text(key).orElse("jdbc:h2:file:" + dataDir.resolve("database"));
        if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
            throw new InvalidSetting(key, "...", "a URL that starts with jdbc:h2: or jdbc:postgresql:");
        }
        return new Database(
                url,
                source.text("agentwarden.database.user").orElse("agentwarden"),
                source.text("agentwarden.database.password").orElse(""));
    }

    private static Optional<Broker> broker(SettingSource source) {
        String user = source.text("agentwarden.broker.user").orElse("");
        String password = source.text("agentwarden.broker.password").orElse("");
        List<URI> urls = source.servers("agentwarden.broker.url", "tcp");
        return urls.isEmpty() ? Optional.empty() : Optional.of(new Broker(urls, user, password));
    }

    private static Egress egress(SettingSource source) {
        String certificate = "agentwarden.egress.client-certificate";
        String password = source.text(certificate + "-password").orElse("");
        return new Egress(
                source.cidrs("agentwarden.egress.allow"),
                source.flag("agentwarden.egress.https-only", false),
                proxy(source),
                source.file(certificate)
                        .map(file ->
                                new ClientCertificate(CertificateFiles.keys(certificate, file, password), password)),
                source.file("agentwarden.egress.trusted-certificates")
                        .map(file -> CertificateFiles.certificates("agentwarden.egress.trusted-certificates", file))
                        .orElse(List.of()));
    }

    private static Optional<Proxy> proxy(SettingSource source) {
        String key = "agentwarden.egress.proxy";
        Optional<String> user = source.text(key + "-user");
        // RFC 7617 ends the name at the first colon.
        if (user.filter(name -> name.contains(":")).isPresent()) {
            throw new InvalidSetting(key + "-user", "...", "without a colon");
        }
        Optional<Login> login =
                user.map(name -> new Login(name, source.text(key + "-password").orElse("")));
        return source.server(key, "http").map(url -> {
            if (url.getPort() < 1) {
                throw new InvalidSetting(key, url.toString(), "a URL such as http://host:port, with the port");
            }
            return new Proxy(url.getHost(), url.getPort(), login);
        });
    }

    private static Operations operations(SettingSource source) {
        String key = "agentwarden.metrics.token";
        Optional<String> token = source.text(key);
        if (token.filter(text -> !text.matches("[\\x21-\\x7E]{16,200}")).isPresent()) {
            throw new InvalidSetting(key, "...", "16 to 200 printable ASCII characters without spaces");
        }
        return new Operations(
                source.duration("agentwarden.webhooks.backlog-limit", "5m"),
                source.choice("agentwarden.metrics", MetricsAccess.OPEN),
                token,
                source.choice("agentwarden.log.attempts", LoggedAttempts.FAILED),
                source.choice("agentwarden.log.format", LineFormat.TEXT));
    }

    private static Retention retention(SettingSource source) {
        String logsKey = "agentwarden.retention.logs";
        Optional<Duration> ofAll = source.durationOrOff(logsKey, OFF);
        Map<Plan, Duration> logs = new EnumMap<>(Plan.class);
        for (Plan plan : Plan.values()) {
            String key = logsKey + "." + plan.wireName();
            Optional<Duration> life = source.text(key).isPresent() ? source.durationOrOff(key, OFF) : ofAll;
            life.ifPresent(duration -> logs.put(plan, duration));
        }
        return new Retention(source.durationOrOff("agentwarden.retention.deliveries", "90d"), logs);
    }

    private static Bootstrap bootstrap(SettingSource source) {
        Optional<String> email = source.text("agentwarden.bootstrap.admin-email");
        Optional<String> password = source.text("agentwarden.bootstrap.admin-password");
        if (email.isPresent() && !email.get().contains("@")) {
            throw new InvalidSetting("agentwarden.bootstrap.admin-email", email.get(), "an e-mail address");
        }
        if (email.isPresent() && password.filter(p -> p.length() >= 8).isEmpty()) {
            throw new InvalidSetting("agentwarden.bootstrap.admin-password", "...", "at least 8 characters long");
        }
        Optional<String> apiKey = source.text("agentwarden.bootstrap.api-key");
        if (apiKey.isPresent() && (email.isEmpty() || !apiKey.get().matches("ak_[A-Za-z0-9_-]{20,128}"))) {
            throw new InvalidSetting(
                    "agentwarden.bootstrap.api-key",
                    "...",
                    "ak_ and 20 to 128 letters or digits, beside agentwarden.bootstrap.admin-email");
        }
        String organization = source.text("agentwarden.bootstrap.organization").orElse("Default");
        return new Bootstrap(email, password, organization, apiKey);
    }
}
