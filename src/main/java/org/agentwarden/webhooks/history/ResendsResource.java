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
import java.util.Optional;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** Progress of resends, and their cancellation. */
@ApplicationScoped
@Path("api/resends")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class ResendsResource {

    @Inject
    private Resends resends;

    @Inject
    private Caller caller;

    @GET
    public Response list(@Context UriInfo uri) {
        Optional<String> endpoint = QueryFields.read(uri, query -> query.optionalText("webhook_id", 100));
        return PageResponse.of(
                uri, resends.list(caller.organizationId(), endpoint, Page.from(uri)), ResendsResource::view);
    }

    @GET
    @Path("{id}")
    public JsonObject get(@PathParam("id") String id) {
        return view(resends.find(caller.organizationId(), id));
    }

    @POST
    @Path("{id}/cancel")
    @RequiresRole(Roles.ADMIN)
    public JsonObject cancel(@PathParam("id") String id) {
        return view(resends.cancel(caller.organizationId(), id));
    }

    static JsonObject view(Resend resend) {
        return JsonBuilder.of()
                .text("id", resend.id())
                .text("webhook_id", resend.endpointId())
                .text("kind", resend.kind().wireName())
                .text("status", resend.status().wireName())
                .time("since", resend.from())
                .time("until", resend.to())
                .time("reached", resend.reachedAt())
                .number("resent", resend.resent())
                .time("created_at", resend.createdAt())
                .time("finished_at", resend.finishedAt().orElse(null))
                .build();
    }
}
