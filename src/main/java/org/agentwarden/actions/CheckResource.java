package org.agentwarden.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.agents.AgentNameCache;
import org.agentwarden.idempotency.IgnoresIdempotencyKey;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** Where an agent asks before it acts. */
@ApplicationScoped
@Path("sdk/check")
@ApiKeyProtected
@RequiresRole(Roles.AGENT)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CheckResource {

    /** A check may lose one race for the rest of a limit, and then one for the approval that it asks for. */
    private static final int MOST_ATTEMPTS = 4;

    @Inject
    private BatchedChecks checks;

    @Inject
    private AgentNameCache agents;

    @Inject
    private Caller caller;

    @POST
    @IgnoresIdempotencyKey
    public JsonObject check(RequestBody body) {
        CheckRequest named = body.as(CheckRequest::from);
        CheckRequest request = named.by(caller.actFor(agents.idOf(caller.organizationId(), named.agent())));
        return check(request, 1).toJson();
    }

    private CheckAnswer check(CheckRequest request, int attempt) {
        try {
            return checks.check(caller.organizationId(), request, caller.origin());
        } catch (LostRace race) {
            if (attempt == MOST_ATTEMPTS) {
                throw race;
            }
            return check(request, attempt + 1);
        }
    }
}
