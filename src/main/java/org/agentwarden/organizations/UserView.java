package org.agentwarden.organizations;

import jakarta.json.JsonObject;
import org.agentwarden.platform.json.JsonBuilder;

/** A person as the API shows it. */
final class UserView {

    private UserView() {}

    /** To the admins. */
    static JsonObject of(User user) {
        return JsonBuilder.of()
                .text("id", user.id())
                .text("email", user.email())
                .text("role", user.role().wireName())
                .flag("pending", user.isPending())
                .text("issuer", user.externalIssuer().orElse(null))
                .time("created_at", user.createdAt())
                .build();
    }

    /** To that very person. */
    static JsonObject withOrganization(User user, Organization organization) {
        return JsonBuilder.of()
                .text("id", user.id())
                .text("email", user.email())
                .text("organization_id", user.organizationId())
                .time("created_at", user.createdAt())
                .text("role", user.role().wireName())
                .text("organization_name", organization.name())
                .text("plan", organization.plan().wireName())
                .build();
    }
}
