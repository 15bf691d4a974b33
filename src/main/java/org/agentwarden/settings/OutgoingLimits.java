package org.agentwarden.settings;

/**
 * Limits of the webhook requests of one node.
 *
 * @param perMinute of one organization in a minute; further deliveries wait
 * @param perOrganization of one organization in flight at the same time
 * @param perReceiver to one host and port in flight at the same time, of all organizations together
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
