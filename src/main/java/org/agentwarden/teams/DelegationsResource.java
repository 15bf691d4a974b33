package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.teams.Delegations.Shown;

/** Who decides for a user of the caller's organization, who is away. */
@ApplicationScoped
@Path("api/users/{id}/delegation")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DelegationsResource {

    @Inject
    private Delegations delegations;

    @Inject
    private Caller caller;

    @GET
    public JsonObject get(@PathParam("id") String id) {
        return view(delegations.find(caller.organizationId(), id), id);
    }

    @PUT
    public JsonObject set(@PathParam("id") String id, RequestBody body) {
        DelegationChange wanted = body.as(DelegationChange::from);
        return view(Optional.of(delegations.set(caller.organizationId(), id, wanted)), id);
    }

    @DELETE
    public void end(@PathParam("id") String id) {
        delegations.end(caller.organizationId(), id);
    }

    private JsonObject view(Optional<Shown> shown, String id) {
        return DelegationView.of(shown, delegations.delegatorsOf(id));
    }
}
