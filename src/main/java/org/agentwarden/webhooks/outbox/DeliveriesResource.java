package org.agentwarden.webhooks.outbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.Caller;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.endpoints.EventType;

/** Where people see what was sent, and send it again. */
@Path("api")
@TokenProtected
@RolesAllowed({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

    @Inject
    private Deliveries deliveries;

    @Inject
    private Caller caller;

    @GET
    @Path("webhooks/{id}/deliveries")
    public JsonArray list(@PathParam("id") String endpointId, @Context UriInfo uri) {
        Deliveries.Filter filter = QueryFields.read(uri, DeliveriesResource::filter);
        return JsonView.array(
                deliveries.list(caller.organizationId(), endpointId, filter, Page.from(uri)), DeliveryView::of);
    }

    private static Deliveries.Filter filter(QueryFields query) {
        Optional<EventType> event = query.optionalText("event", 100).flatMap(name -> {
            Optional<EventType> type = EventType.fromWire(name);
            if (type.isEmpty()) {
                query.problem("event", "unknown event '" + name + "'");
            }
            return type;
        });
        return new Deliveries.Filter(
                query.optionalChoice("status", DeliveryStatus.class),
                event,
                query.optionalInstant("created_after"),
                query.optionalInstant("created_before"));
    }

    @GET
    @Path("deliveries/{id}")
    public JsonObject get(@PathParam("id") String id) {
        return withDetails(deliveries.find(caller.organizationId(), id));
    }

    @POST
    @Path("deliveries/{id}/retry")
    @RolesAllowed(Roles.ADMIN)
    public Response retry(@PathParam("id") String id) {
        Delivery delivery = deliveries.retry(caller.organizationId(), id);
        return Response.accepted(DeliveryView.of(delivery)).build();
    }

    private JsonObject withDetails(Delivery delivery) {
        return DeliveryView.withDetails(delivery, deliveries.eventOf(delivery), deliveries.attemptsOf(delivery));
    }
}
