package org.agentwarden.agents;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** What the agents of the caller's organization may do. */
@Path("api")
@TokenProtected
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PermissionsResource {

    @Inject
    private Permissions permissions;

    @Inject
    private Caller caller;

    @GET
    @Path("agents/{agent}/permissions")
    @RolesAllowed({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonArray list(@PathParam("agent") String agentId) {
        List<Permission> found = permissions.list(caller.organizationId(), agentId);
        return JsonView.array(found, PermissionsResource::view);
    }

    @POST
    @Path("agents/{agent}/permissions")
    public Response grant(@PathParam("agent") String agentId, RequestBody body) {
        Permission permission = permissions.grant(caller.organizationId(), agentId, body.as(NewPermission::from));
        return Response.status(Response.Status.CREATED).entity(view(permission)).build();
    }

    @PUT
    @Path("permissions/{id}")
    public JsonObject change(@PathParam("id") String id, RequestBody body) {
        return view(permissions.change(caller.organizationId(), id, body.as(PermissionChange::from)));
    }

    @DELETE
    @Path("permissions/{id}")
    public void revoke(@PathParam("id") String id) {
        permissions.revoke(caller.organizationId(), id);
    }

    private static JsonObject view(Permission permission) {
        return JsonView.of()
                .text("id", permission.id())
                .text("agent_id", permission.agentId())
                .text("action", permission.action())
                .decimal("max_amount", permission.maxAmount().orElse(null))
                .flag("requires_approval", permission.requiresApproval())
                .time("created_at", permission.createdAt())
                .build();
    }
}
