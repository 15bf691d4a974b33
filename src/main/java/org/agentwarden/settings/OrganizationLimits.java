package org.agentwarden.settings;

/**
 * How many objects an organization may have.
 *
 * @param webhooks of the organization: every event is matched against all of them
 * @param permissions of one agent: every check reads all of them
 * @param users of the organization; users of an identity provider are never refused
 * @param invitations that are open at the same time
 */
public record OrganizationLimits(int webhooks, int permissions, int apiKeys, int users, int invitations) {

    private static final Setting<Integer> WEBHOOKS =
            Setting.number("agentwarden.webhooks.limit", 100, 1, 10_000, "Webhooks of one organization.");
    private static final Setting<Integer> PERMISSIONS =
            Setting.number("agentwarden.permissions.limit", 200, 1, 10_000, "Permissions of one agent.");
    private static final Setting<Integer> API_KEYS =
            Setting.number("agentwarden.api-keys.limit", 200, 1, 10_000, "API keys of one organization.");
    private static final Setting<Integer> USERS = Setting.number(
            "agentwarden.users.limit",
            1_000,
            1,
            100_000,
            "Users of one organization. Users of an identity provider count, but are never refused.");
    private static final Setting<Integer> INVITATIONS =
            Setting.number("agentwarden.invitations.limit", 200, 1, 10_000, "Open invitations of one organization.");

    static final SettingGroup SETTINGS =
            SettingGroup.of("Limits of one organization", WEBHOOKS, PERMISSIONS, API_KEYS, USERS, INVITATIONS);

    static OrganizationLimits read(SettingSource source) {
        return new OrganizationLimits(
                WEBHOOKS.from(source),
                PERMISSIONS.from(source),
                API_KEYS.from(source),
                USERS.from(source),
                INVITATIONS.from(source));
    }
}
