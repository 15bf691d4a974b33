package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Permissions of the caller's organization, whichever agent they belong to. */
@ApplicationScoped
@Path("api/permissions/{id}")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PermissionsResource {

    @Inject
    private Permissions permissions;

    @Inject
    private Caller caller;

    @PUT
    public JsonObject change(@PathParam("id") String id, RequestBody body) {
        return PermissionView.of(permissions.change(caller.organizationId(), id, body.as(PermissionChange::from)));
    }

    @DELETE
    public void revoke(@PathParam("id") String id) {
        permissions.revoke(caller.organizationId(), id);
    }
}
