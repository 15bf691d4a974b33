package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
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
    public Response list(@PathParam("id") String endpointId, @Context UriInfo uri) {
        return PageResponse.of(
                uri,
                history.list(caller.organizationId(), endpointId, DeliveryFilter.from(uri), Page.from(uri)),
                DeliveryView::of);
    }
}
