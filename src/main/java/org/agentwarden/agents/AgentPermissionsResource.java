package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** What one agent of the caller's organization may do. */
@ApplicationScoped
@Path("api/agents/{agent}/permissions")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgentPermissionsResource {

    @Inject
    private Permissions permissions;

    @Inject
    private Caller caller;

    @GET
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public Response list(@PathParam("agent") String agentId, @Context UriInfo uri) {
        return PageResponse.of(
                uri, permissions.list(caller.organizationId(), agentId, Page.from(uri)), PermissionView::of);
    }

    @POST
    public Response grant(@PathParam("agent") String agentId, RequestBody body) {
        Permission permission = permissions.grant(caller.organizationId(), agentId, body.as(NewPermission::from));
        return Response.status(Response.Status.CREATED)
                .entity(PermissionView.of(permission))
                .build();
    }
}
