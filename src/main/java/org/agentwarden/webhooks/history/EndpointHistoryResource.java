package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The deliveries of one endpoint: list, statistics, recover and replay. */
@ApplicationScoped
@Path("api/webhooks")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointHistoryResource {

    private static final int HOURS_PER_DAY = 24;
    private static final int MOST_HOURS = 7 * HOURS_PER_DAY;

    @Inject
    private DeliveryHistory deliveries;

    @Inject
    private AttemptHistory attempts;

    @Inject
    private Resends resends;

    @Inject
    private Caller caller;

    private record Period(Instant since, Optional<Instant> until) {}

    @GET
    @Path("{id}/deliveries")
    public Response list(@PathParam("id") String endpointId, @Context UriInfo uri) {
        return PageResponse.of(
                uri,
                deliveries.list(caller.organizationId(), endpointId, DeliveryFilter.from(uri), Page.from(uri)),
                DeliveryView::of);
    }

    /** Of the last {@code hours}, 1 to 168; of fewer where there are more than ten thousand deliveries or attempts. */
    @GET
    @Path("{id}/stats")
    public JsonObject statistics(@PathParam("id") String endpointId, @Context UriInfo uri) {
        int hours = QueryFields.read(uri, query -> query.integer("hours", HOURS_PER_DAY, 1, MOST_HOURS));
        return TallyView.of(attempts.statistics(caller.organizationId(), endpointId, Duration.ofHours(hours)))
                .build();
    }

    @POST
    @Path("{id}/{kind: recover|replay}")
    @RequiresRole(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response resend(@PathParam("id") String endpointId, @PathParam("kind") String kind, RequestBody body) {
        Period period = body.as(fields -> new Period(fields.instant("since"), fields.optionalInstant("until")));
        Resend resend = resends.order(
                caller.organizationId(),
                endpointId,
                ResendKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                period.since(),
                period.until());
        return Response.accepted(ResendsResource.view(resend)).build();
    }
}
