package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.deliveries.Delivery;

/** Where people see what was sent, and send it again. */
@ApplicationScoped
@Path("api/deliveries")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

    @Inject
    private DeliveryOperations deliveries;

    @Inject
    private DeliveryHistory history;

    @Inject
    private Caller caller;

    /** Those of all endpoints together. */
    @GET
    public Response list(@Context UriInfo uri) {
        return PageResponse.of(
                uri,
                history.listAll(caller.organizationId(), DeliveryFilter.from(uri), Page.from(uri)),
                DeliveryView::of);
    }

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        Delivery delivery = history.find(caller.organizationId(), id);
        return DeliveryView.withDetails(delivery, history.bodyOf(delivery), history.attemptsOf(delivery));
    }

    @POST
    @Path("{id}/retry")
    @RequiresRole(Roles.ADMIN)
    public Response retry(@PathParam("id") String id) {
        Delivery delivery = deliveries.retry(caller.organizationId(), id);
        return Response.accepted(DeliveryView.of(delivery)).build();
    }

    /** Lets pass what an exhausted delivery holds up, at a webhook with {@code ordering} {@code block}. */
    @POST
    @Path("{id}/skip")
    @RequiresRole(Roles.ADMIN)
    public JsonObject skip(@PathParam("id") String id) {
        return DeliveryView.of(deliveries.skip(caller.organizationId(), id));
    }
}
