package org.agentwarden.architecture.planted.organizations;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.agentwarden.security.TokenProtected;

/** An endpoint that does not say who may call it. */
@Path("roleless")
@TokenProtected
public class RolelessResource {

    @GET
    public String get() {
        return "";
    }
}
