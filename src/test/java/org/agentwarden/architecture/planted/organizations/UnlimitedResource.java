package org.agentwarden.architecture.planted.organizations;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.agentwarden.security.Anonymous;

/** An endpoint that anybody may call as often as they like. */
@Path("unlimited")
@Anonymous
public class UnlimitedResource {

    @POST
    public String post() {
        return "";
    }
}
