package org.agentwarden.organizations;

import jakarta.json.JsonObject;
import org.agentwarden.platform.json.JsonBuilder;

/** An organization as the API shows it. */
final class OrganizationView {

    private OrganizationView() {}

    static JsonObject of(Organization organization) {
        return JsonBuilder.of()
                .text("id", organization.id())
                .text("name", organization.name())
                .text("plan", organization.plan().wireName())
                .time("created_at", organization.createdAt())
                .build();
    }
}
