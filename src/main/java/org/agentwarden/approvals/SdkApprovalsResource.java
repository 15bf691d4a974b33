package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** Where an agent asks what has become of its request. */
@ApplicationScoped
@Path("sdk/approvals")
@ApiKeyProtected
@RequiresRole(Roles.AGENT)
@Produces(MediaType.APPLICATION_JSON)
public class SdkApprovalsResource {

    @Inject
    private Approvals approvals;

    @Inject
    private Caller caller;

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return ApprovalView.forAgent(approvals.find(caller.organizationId(), id));
    }
}
