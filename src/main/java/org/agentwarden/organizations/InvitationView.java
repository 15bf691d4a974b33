package org.agentwarden.organizations;

import org.agentwarden.platform.json.JsonBuilder;

/** An invitation as the API shows it, without its token. */
final class InvitationView {

    private InvitationView() {}

    static JsonBuilder of(Invitation invitation) {
        return JsonBuilder.of()
                .text("id", invitation.id())
                .text("email", invitation.email())
                .text("role", invitation.role().wireName())
                .time("created_at", invitation.createdAt())
                .time("expires_at", invitation.expiresAt());
    }
}
