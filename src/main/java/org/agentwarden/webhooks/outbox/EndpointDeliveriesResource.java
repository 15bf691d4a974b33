package org.agentwarden.webhooks.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.endpoints.EventType;

/** What was sent to one endpoint. */
@ApplicationScoped
@Path("api/webhooks/{id}/deliveries")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointDeliveriesResource {

    @Inject
    private DeliveryHistory history;

    @Inject
    private Caller caller;

    @GET
    public JsonArray list(@PathParam("id") String endpointId, @Context UriInfo uri) {
        DeliveryHistory.Filter filter = QueryFields.read(uri, EndpointDeliveriesResource::filter);
        return JsonView.array(
                history.list(caller.organizationId(), endpointId, filter, Page.from(uri)), DeliveryView::of);
    }

    private static DeliveryHistory.Filter filter(QueryFields query) {
        Optional<EventType> event = query.optionalText("event", 100).flatMap(name -> {
            Optional<EventType> type = EventType.fromWire(name);
            if (type.isEmpty()) {
                query.problem("event", "unknown event '" + name + "'");
            }
            return type;
        });
        return new DeliveryHistory.Filter(
                query.optionalChoice("status", DeliveryStatus.class),
                event,
                query.optionalInstant("created_after"),
                query.optionalInstant("created_before"));
    }
}
