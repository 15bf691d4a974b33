package org.agentwarden.settings;

/**
 * How much one organization may have.
 *
 * @param webhooks of the organization: every event is matched against all of them
 * @param permissions of one agent: every check reads all of them
 * @param users of the organization; those whom an identity provider brings are not refused
 * @param invitations that are open at the same time
 */
public record OrganizationLimits(int webhooks, int permissions, int apiKeys, int users, int invitations) {

    static OrganizationLimits read(SettingSource source) {
        return new OrganizationLimits(
                source.number("agentwarden.webhooks.limit", 100, 1, 10_000),
                source.number("agentwarden.permissions.limit", 200, 1, 10_000),
                source.number("agentwarden.api-keys.limit", 200, 1, 10_000),
                source.number("agentwarden.users.limit", 1_000, 1, 100_000),
                source.number("agentwarden.invitations.limit", 200, 1, 10_000));
    }
}
