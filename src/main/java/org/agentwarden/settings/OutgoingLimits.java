package org.agentwarden.settings;

/**
 * How many requests a node sends to receivers of webhooks.
 *
 * @param perMinute those that one organization may cause in a minute; what is over it waits
 * @param perOrganization those of one organization that may be under way at once
 * @param perReceiver those to one host and port that may be under way at once, over all organizations
 */
public record OutgoingLimits(int perMinute, int perOrganization, int perReceiver) {

    private static final String PREFIX = "agentwarden.webhooks.";

    static OutgoingLimits read(SettingSource source) {
        return new OutgoingLimits(
                source.number(PREFIX + "requests-per-minute", 30_000, 1, 10_000_000),
                source.number(PREFIX + "concurrent-per-organization", 64, 1, 256),
                source.number(PREFIX + "concurrent-per-receiver", 64, 1, 256));
    }
}
