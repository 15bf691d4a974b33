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

    static final Setting<Integer> PER_MINUTE = Setting.number(
            PREFIX + "requests-per-minute",
            30_000,
            1,
            10_000_000,
            "Webhook requests per minute of one organization, on each node. Further deliveries wait for the next minute.");
    static final Setting<Integer> PER_ORGANIZATION = Setting.number(
            PREFIX + "concurrent-per-organization",
            64,
            1,
            256,
            "Webhook requests of one organization in flight at the same time, on each node, of 256 in all.");
    static final Setting<Integer> PER_RECEIVER = Setting.number(
            PREFIX + "concurrent-per-receiver",
            64,
            1,
            256,
            "Webhook requests to one host and port in flight at the same time, on each node, of all webhooks together.");

    static OutgoingLimits read(SettingSource source) {
        return new OutgoingLimits(PER_MINUTE.from(source), PER_ORGANIZATION.from(source), PER_RECEIVER.from(source));
    }
}
