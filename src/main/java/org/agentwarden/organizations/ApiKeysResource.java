package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.agentwarden.organizations.ApiKeys.CreatedKey;
import org.agentwarden.platform.http.ListAnswer;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The API keys of the caller's organization. A key's text is answered once, when it is made. */
@ApplicationScoped
@Path("api/api-keys")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private Caller caller;

    @GET
    public Response list(@Context UriInfo uri) {
        return ListAnswer.of(
                uri,
                apiKeys.list(caller.organizationId(), Page.from(uri)),
                apiKey -> view(apiKey).build());
    }

    @POST
    public Response create(RequestBody body) {
        String name = body.as(fields -> fields.text("name", 200));
        CreatedKey created = apiKeys.create(caller.organizationId(), name, caller.id());
        return Response.status(Response.Status.CREATED)
                .entity(view(created.apiKey()).text("key", created.key()).build())
                .build();
    }

    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") String id) {
        apiKeys.revoke(caller.organizationId(), id);
    }

    private static JsonView view(ApiKey apiKey) {
        return JsonView.of()
                .text("id", apiKey.id())
                .text("name", apiKey.name())
                .text("prefix", apiKey.prefix())
                .text("last4", apiKey.last4())
                .text("created_by", apiKey.createdBy().orElse(null))
                .time("created_at", apiKey.createdAt())
                .time("last_used_at", apiKey.lastUsedAt().orElse(null));
    }
}
