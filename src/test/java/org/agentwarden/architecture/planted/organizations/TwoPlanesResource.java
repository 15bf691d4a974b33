package org.agentwarden.architecture.planted.organizations;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.agentwarden.security.Anonymous;
import org.agentwarden.security.TokenProtected;

/** An endpoint for anybody that yet asks for a token. */
@Path("two-planes")
@TokenProtected
public class TwoPlanesResource {

    @GET
    @Anonymous
    public String get() {
        return "";
    }
}
