package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.teams.Delegations.Shown;

/** Who decides for the caller, who is away. */
@ApplicationScoped
@Path("api/users/me/delegation")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OwnDelegationResource {

    @Inject
    private Delegations delegations;

    @Inject
    private Caller caller;

    @GET
    public JsonObject get() {
        return view(delegations.find(caller.organizationId(), caller.id()));
    }

    @PUT
    public JsonObject set(RequestBody body) {
        DelegationChange wanted = body.as(DelegationChange::from);
        return view(Optional.of(delegations.set(caller.organizationId(), caller.id(), wanted)));
    }

    @DELETE
    public void end() {
        delegations.end(caller.organizationId(), caller.id());
    }

    private JsonObject view(Optional<Shown> shown) {
        return DelegationView.of(shown, delegations.delegatorsOf(caller.id()));
    }
}
