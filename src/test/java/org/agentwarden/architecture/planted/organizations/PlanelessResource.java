package org.agentwarden.architecture.planted.organizations;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;

/** An endpoint that belongs to no plane. */
@Path("planeless")
@RequiresRole(Roles.ADMIN)
public class PlanelessResource {

    @GET
    public String get() {
        return "";
    }
}
