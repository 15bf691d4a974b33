package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The complete and valid configuration of the server. The page {@code src/docs/configuration.md} lists all settings.
 *
 * @param dataDir absolute path of the directory that holds the embedded database, the broker's journal and the keys
 * @param extensionsDir absolute path of the directory whose jars become part of the application; it may not exist
 * @param https where it listens for TLS, if it does
 * @param database its address, user and password
 * @param broker the external broker, or empty for the embedded one
 * @param encryptionKeys keys that encrypt stored secrets
 * @param egress where webhooks may go, and over which way
 * @param limits how many objects one organization may have
 * @param outgoing limits of webhook requests
 * @param retryDelays the wait before each retry of a delivery; their number is the default number of retries
 * @param webhookTimeout the longest that one delivery attempt may take in all
 * @param approvalExpiry how long an approval may wait for its decision, or empty for ever
 * @param approvalValidity how long an approved action may be claimed, or empty for ever
 * @param outcomeWithin how long after a claim the outcome may be reported before the approval shows that it has none
 * @param sealLogAfter how old a row of the log must be to be sealed: longer than any transaction takes
 * @param operations health, metrics and log lines
 * @param retention how long old rows are kept
 * @param publicUrl where people's browsers find this server, without a path; empty for unknown
 * @param requestRules rate limits, lockout, trusted proxies and CORS
 * @param passwordIterations of PBKDF2, for passwords that are chosen from now on
 * @param capacity limits of connections and concurrent requests
 * @param identityProvider an external OpenID Connect issuer, if there is one
 */
public record Settings(
        Path dataDir,
        Path extensionsDir,
        String httpAddress,
        int httpPort,
        Optional<Https> https,
        Database database,
        Optional<Broker> broker,
        Plans plans,
        Registration registration,
        Bootstrap bootstrap,
        EncryptionKeys encryptionKeys,
        int passwordIterations,
        Egress egress,
        OrganizationLimits limits,
        OutgoingLimits outgoing,
        List<Duration> retryDelays,
        Duration webhookTimeout,
        DisableRule disableRule,
        TimestampStyle timestampStyle,
        Optional<Duration> approvalExpiry,
        Optional<Duration> approvalValidity,
        Duration outcomeWithin,
        Duration sealLogAfter,
        Operations operations,
        Retention retention,
        Optional<URI> publicUrl,
        RequestRules requestRules,
        Capacity capacity,
        Optional<IdentityProvider> identityProvider) {

    private static final Setting<Path> DATA_DIR = Setting.path(
            "agentwarden.data-dir",
            "./agentwarden-data",
            "Directory of the embedded database, the broker's journal and the generated keys. Only its owner can read it. Back it up:"
                    + " stored secrets can't be decrypted without its keys.");
    private static final Setting<Path> EXTENSIONS_DIR = Setting.path(
            "agentwarden.extensions-dir",
            "./extensions",
            "Directory whose jars become part of the application when it starts (runnable jar only). It may be missing.");
    private static final Setting<String> HTTP_ADDRESS =
            Setting.text("agentwarden.http.address", "127.0.0.1", "Address to listen on (runnable jar only).");
    private static final Setting<Integer> HTTP_PORT =
            Setting.number("agentwarden.http.port", 8080, 1, 65_535, "Port to listen on (runnable jar only).");
    private static final Setting<Optional<URI>> PUBLIC_URL = Setting.webAddress(
                    "agentwarden.public-url",
                    "Where people's browsers find this server, such as `https://warden.example.com`. Links in invitations begin with"
                            + " it. The server must be at the root of its site.")
            .byDefault("none: links in invitations are paths");
    private static final Setting<Integer> PASSWORD_ITERATIONS = Setting.number(
            "agentwarden.password.iterations",
            210_000,
            2_000,
            10_000_000,
            "Iterations of PBKDF2-HMAC-SHA512 for passwords that are chosen from now on. The default is the number of OWASP's password"
                    + " storage cheat sheet; less is for tests. After a change, accounts that were created with a password and never"
                    + " signed in to must be created again, and the time of a sign-in may tell that an address is in use until"
                    + " its password is changed.");
    private static final Setting<Registration> REGISTRATION = Setting.choice(
            "agentwarden.registration",
            Registration.OPEN,
            "`closed`: nobody can register an organization. The container image sets `closed`.");
    private static final Setting<List<Duration>> RETRY_DELAYS = Setting.durations(
            "agentwarden.webhooks.retry-delays",
            "5s,25s,125s",
            10,
            "Wait before each retry. Up to 20% of jitter is added. Their number is the default number of retries.");
    private static final Setting<Duration> WEBHOOK_TIMEOUT = Setting.duration(
            "agentwarden.webhooks.timeout", "5s", "Longest time that one delivery attempt may take, in all.");
    private static final Setting<TimestampStyle> TIMESTAMP_STYLE = Setting.choice(
            "agentwarden.webhooks.timestamp-style",
            TimestampStyle.UTC,
            "`bare` writes the timestamp of the envelope without `Z`.");
    private static final Setting<Optional<Duration>> APPROVAL_EXPIRY = Setting.durationOrOff(
            "agentwarden.approvals.expiry", "24h", "How long an approval may wait for its decision. `off`: for ever.");
    private static final Setting<Optional<Duration>> APPROVAL_VALIDITY = Setting.durationOrOff(
            "agentwarden.approvals.validity",
            "24h",
            "How long an approved action may be claimed after the decision. `off`: for ever.");
    private static final Setting<Duration> OUTCOME_WITHIN = Setting.duration(
            "agentwarden.approvals.outcome-within",
            "15m",
            "Time after a claim within which the outcome is to be reported; after that, `outcome` is `none` until a report comes.");
    private static final Setting<Duration> SEAL_LOG_AFTER = Setting.duration(
            "agentwarden.log.seal-after",
            "2m",
            "Age at which rows of the audit log are sealed. It must be longer than any request takes.");

    /** All settings, in the order of the documentation. */
    static final List<SettingGroup> GROUPS = List.of(
            SettingGroup.of("Server", DATA_DIR, EXTENSIONS_DIR, HTTP_ADDRESS, HTTP_PORT, PUBLIC_URL),
            Https.SETTINGS,
            Database.SETTINGS,
            Broker.SETTINGS,
            SettingGroup.of("Encryption and passwords", EncryptionKeys.KEYS, PASSWORD_ITERATIONS),
            SettingGroup.of("Organizations and plans", REGISTRATION, Plans.DEFAULT_PLAN, Plans.CHOSEN_BY),
            Bootstrap.SETTINGS,
            OrganizationLimits.SETTINGS,
            IdentityProvider.SETTINGS,
            SettingGroup.of(
                    "Approvals and audit log", APPROVAL_EXPIRY, APPROVAL_VALIDITY, OUTCOME_WITHIN, SEAL_LOG_AFTER),
            SettingGroup.of(
                    "Webhooks",
                    RETRY_DELAYS,
                    WEBHOOK_TIMEOUT,
                    DisableRule.FAILING_FOR,
                    DisableRule.EXHAUSTED,
                    OutgoingLimits.PER_MINUTE,
                    OutgoingLimits.PER_ORGANIZATION,
                    OutgoingLimits.PER_RECEIVER,
                    TIMESTAMP_STYLE,
                    Operations.BACKLOG_LIMIT,
                    Operations.OVERDUE_SWEEP),
            Egress.SETTINGS,
            Capacity.SETTINGS,
            RequestRules.SETTINGS,
            Operations.SETTINGS,
            Retention.SETTINGS);

    /** Reads every setting. @throws InvalidSetting for the first value that can't be used */
    public static Settings read(SettingSource source) {
        Path dataDir = dataDir(source);
        Settings settings = read(source, dataDir);
        settings.requireOrganizationOfExternalUsers();
        return settings;
    }

    /** Otherwise a stranger could register the organization that a company's users are put into. */
    private void requireOrganizationOfExternalUsers() {
        boolean named = identityProvider.flatMap(IdentityProvider::organization).isPresent()
                || bootstrap.adminEmail().isPresent();
        if (identityProvider.isPresent() && registration == Registration.OPEN && !named) {
            throw new InvalidSetting(
                    "agentwarden.oidc.organization",
                    "",
                    "the id of an organization while agentwarden.registration is open and no agentwarden.bootstrap.admin-email"
                            + " is set");
        }
    }

    private static Settings read(SettingSource source, Path dataDir) {
        return new Settings(
                dataDir,
                EXTENSIONS_DIR.from(source),
                HTTP_ADDRESS.from(source),
                HTTP_PORT.from(source),
                https(source),
                Database.read(source, dataDir),
                Broker.read(source),
                Plans.read(source),
                REGISTRATION.from(source),
                Bootstrap.read(source),
                EncryptionKeys.read(source),
                PASSWORD_ITERATIONS.from(source),
                Egress.read(source),
                OrganizationLimits.read(source),
                OutgoingLimits.read(source),
                RETRY_DELAYS.from(source),
                WEBHOOK_TIMEOUT.from(source),
                DisableRule.read(source),
                TIMESTAMP_STYLE.from(source),
                APPROVAL_EXPIRY.from(source),
                APPROVAL_VALIDITY.from(source),
                OUTCOME_WITHIN.from(source),
                SEAL_LOG_AFTER.from(source),
                Operations.read(source),
                Retention.read(source),
                PUBLIC_URL.from(source),
                RequestRules.read(source),
                Capacity.read(source),
                IdentityProvider.read(source));
    }

    private static Optional<Https> https(SettingSource source) {
        return Https.read(source).map(https -> https.requireApartFrom(HTTP_PORT.from(source), PUBLIC_URL.from(source)));
    }

    /** The address of this server as far as it knows it: the public one, or that of its listener. */
    public String url() {
        return publicUrl
                .map(url -> url.getScheme() + "://" + url.getRawAuthority())
                .or(() -> https.map(tls -> tls.origin(host())))
                .orElse("http://" + host() + ":" + httpPort);
    }

    /** The listener's address as URLs have it. One that stands for all addresses leads nowhere. */
    private String host() {
        if (httpAddress.equals("0.0.0.0") || httpAddress.equals("::")) {
            return "localhost";
        }
        return httpAddress.contains(":") ? "[" + httpAddress + "]" : httpAddress;
    }

    /** Where the commands {@code reset-password} and {@code invite} leave what the server is to accept; it may not exist. */
    public Path operatorOrders() {
        return dataDir.resolve("orders");
    }

    /** The data directory of this process, whatever the other settings are. */
    public static Path dataDirOfProcess() {
        return dataDir(SettingSource.ofProcess());
    }

    static Path dataDir(SettingSource source) {
        return DATA_DIR.from(source);
    }
}
