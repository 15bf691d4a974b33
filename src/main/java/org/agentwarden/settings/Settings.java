package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator has configured, complete and valid. The table of keys, defaults and meanings is in the README.
 *
 * @param dataDir absolute path of the directory that holds the embedded database, the broker's journal and the keys
 * @param database where the database is and how to log in
 * @param broker the external broker, or empty for the embedded one
 * @param encryptionKeys those that seal stored secrets
 * @param egress where webhooks may go, and how they get there
 * @param limits how much one organization may have
 * @param outgoing how many requests go out
 * @param retryDelays the wait before each retry of a delivery; their number is the default number of retries
 * @param webhookTimeout the longest that one delivery attempt may take in all
 * @param approvalExpiry how long an approval may wait for its decision, or empty for ever
 * @param sealLogAfter how old a row of the log must be to be sealed: longer than any transaction takes
 * @param operations how the server is watched
 * @param retention how long is kept what has happened
 * @param publicUrl where people's browsers find this server, without a path; empty for unknown
 * @param requestRules who may ask how often, and from where
 * @param capacity how much of the server its clients may use
 * @param identityProvider who signs people in beside us
 */
public record Settings(
        Path dataDir,
        String httpAddress,
        int httpPort,
        Database database,
        Optional<Broker> broker,
        Plans plans,
        Registration registration,
        Bootstrap bootstrap,
        EncryptionKeys encryptionKeys,
        Egress egress,
        OrganizationLimits limits,
        OutgoingLimits outgoing,
        List<Duration> retryDelays,
        Duration webhookTimeout,
        DisableRule disableRule,
        TimestampStyle timestampStyle,
        Optional<Duration> approvalExpiry,
        Duration sealLogAfter,
        Operations operations,
        Retention retention,
        Optional<URI> publicUrl,
        RequestRules requestRules,
        Capacity capacity,
        Optional<IdentityProvider> identityProvider) {

    /** Reads every setting. @throws InvalidSetting for the first value that can't be used */
    public static Settings read(SettingSource source) {
        Path dataDir = dataDir(source);
        Settings settings = read(source, dataDir);
        settings.requireOrganizationOfExternalUsers();
        return settings;
    }

    /** Otherwise a stranger who registers an organization would decide where a company's people end up. */
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
                source.text("agentwarden.http.address").orElse("127.0.0.1"),
                source.number("agentwarden.http.port", 8080, 1, 65535),
                Database.read(source, dataDir),
                Broker.read(source),
                Plans.read(source),
                source.choice("agentwarden.registration", Registration.OPEN),
                Bootstrap.read(source),
                EncryptionKeys.read(source),
                Egress.read(source),
                OrganizationLimits.read(source),
                OutgoingLimits.read(source),
                source.durations("agentwarden.webhooks.retry-delays", "5s,25s,125s", 10),
                source.duration("agentwarden.webhooks.timeout", "5s"),
                DisableRule.read(source),
                source.choice("agentwarden.webhooks.timestamp-style", TimestampStyle.UTC),
                source.durationOrOff("agentwarden.approvals.expiry", "24h"),
                source.duration("agentwarden.log.seal-after", "2m"),
                Operations.read(source),
                Retention.read(source),
                source.webAddress("agentwarden.public-url"),
                RequestRules.read(source),
                Capacity.read(source),
                IdentityProvider.read(source));
    }

    static Path dataDir(SettingSource source) {
        return source.path("agentwarden.data-dir", "./agentwarden-data");
    }
}
