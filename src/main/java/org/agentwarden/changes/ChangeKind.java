package org.agentwarden.changes;

/** What can be changed in an organization. */
public enum ChangeKind {
    ORGANIZATION_REGISTERED("organization.registered"),
    ORGANIZATION_CHANGED("organization.changed"),
    USER_CREATED("user.created"),
    USER_CHANGED("user.changed"),
    USER_PASSWORD_CHANGED("user.password_changed"),
    USER_DELETED("user.deleted"),
    PASSWORD_LINK_CREATED("password_link.created"),
    DELEGATION_SET("delegation.set"),
    DELEGATION_ENDED("delegation.ended"),
    TEAM_CREATED("team.created"),
    TEAM_CHANGED("team.changed"),
    TEAM_DELETED("team.deleted"),
    INVITATION_CREATED("invitation.created"),
    INVITATION_DELETED("invitation.deleted"),
    /** Those that a user had made, with pending accounts, because that user is not an admin any more. */
    INVITATIONS_ENDED("invitations.ended"),
    API_KEY_CREATED("api_key.created"),
    API_KEY_CHANGED("api_key.changed"),
    API_KEY_REVOKED("api_key.revoked"),
    AGENT_CREATED("agent.created"),
    AGENT_CHANGED("agent.changed"),
    /** With its permissions, and what was waiting for a human. */
    AGENT_DELETED("agent.deleted"),
    PERMISSION_CREATED("permission.created"),
    PERMISSION_CHANGED("permission.changed"),
    PERMISSION_DELETED("permission.deleted"),
    WEBHOOK_CREATED("webhook.created"),
    WEBHOOK_CHANGED("webhook.changed"),
    /** Perhaps together with other changes. */
    WEBHOOK_ENABLED("webhook.enabled"),
    /** Perhaps together with other changes. */
    WEBHOOK_DISABLED("webhook.disabled"),
    WEBHOOK_SECRET_ROTATED("webhook.secret_rotated"),
    WEBHOOK_DELETED("webhook.deleted"),
    DELIVERY_RETRIED("delivery.retried"),
    DELIVERY_SKIPPED("delivery.skipped"),
    RESEND_ORDERED("resend.ordered"),
    RESEND_CANCELLED("resend.cancelled");

    private final String wireName;

    ChangeKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
