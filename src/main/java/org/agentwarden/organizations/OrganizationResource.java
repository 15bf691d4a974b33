package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The caller's organization and its plan. */
@ApplicationScoped
@Path("api/organization")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrganizationResource {

    @Inject
    private Organizations organizations;

    @Inject
    private Caller caller;

    @GET
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject get() {
        return view(organizations.active(caller.organizationId()));
    }

    @PUT
    public JsonObject change(RequestBody body) {
        return view(organizations.change(caller.organizationId(), body.as(OrganizationChange::from)));
    }

    private static JsonObject view(Organization organization) {
        return JsonBuilder.of()
                .text("id", organization.id())
                .text("name", organization.name())
                .text("plan", organization.plan().wireName())
                .time("created_at", organization.createdAt())
                .build();
    }
}
