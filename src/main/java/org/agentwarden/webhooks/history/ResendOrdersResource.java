package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Recover and replay: orders to send an endpoint's deliveries again. */
@ApplicationScoped
@Path("api/webhooks/{id}/{kind: recover|replay}")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ResendOrdersResource {

    @Inject
    private Resends resends;

    @Inject
    private Caller caller;

    private record Stretch(Instant since, Optional<Instant> until) {}

    @POST
    public Response order(@PathParam("id") String endpointId, @PathParam("kind") String kind, RequestBody body) {
        Stretch stretch = body.as(fields -> new Stretch(fields.instant("since"), fields.optionalInstant("until")));
        Resend resend = resends.order(
                caller.organizationId(),
                endpointId,
                ResendKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                stretch.since(),
                stretch.until());
        return Response.accepted(ResendsResource.view(resend)).build();
    }
}
