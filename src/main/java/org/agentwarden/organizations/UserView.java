package org.agentwarden.organizations;

import jakarta.json.JsonObject;
import org.agentwarden.platform.json.JsonBuilder;

/** A person as the API shows it to that very person. */
final class UserView {

    private UserView() {}

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
