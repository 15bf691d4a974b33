package org.agentwarden.architecture.planted.actions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** An endpoint of the SDK plane that does not ask which agents the key is bound to. */
@ApplicationScoped
@Path("agentless")
@ApiKeyProtected
@RequiresRole(Roles.AGENT)
public class AgentlessResource {

    @POST
    public String post(String agentId) {
        return agentId;
    }
}
