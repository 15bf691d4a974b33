package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.agentwarden.organizations.PasswordLinks.CreatedLink;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;

/** The people of the caller's organization and their roles. */
@ApplicationScoped
@Path("api/users")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UsersResource {

    private static final int MOST_KEYS = 100;

    @Inject
    private Users users;

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private PasswordLinks passwordLinks;

    @Inject
    private OneTimeLink link;

    @Inject
    private Caller caller;

    private record Colleague(NewUser user, Role role) {

        static Colleague from(RequestFields fields) {
            return new Colleague(NewUser.from(fields), fields.choice("role", Role.class));
        }
    }

    @GET
    public Response list(@Context UriInfo uri) {
        return PageResponse.of(uri, users.list(caller.organizationId(), Page.from(uri)), UserView::of);
    }

    @POST
    public Response add(RequestBody body) {
        Colleague colleague = body.as(Colleague::from);
        User user = users.add(
                caller.organizationId(),
                colleague.user().email(),
                colleague.user().password(),
                colleague.role());
        return Response.status(Response.Status.CREATED)
                .entity(UserView.of(user))
                .build();
    }

    @PUT
    @Path("{id}")
    public JsonObject changeRole(@PathParam("id") String id, RequestBody body) {
        Role role = body.as(fields -> fields.choice("role", Role.class));
        User user = users.changeRole(caller.organizationId(), id, role);
        return JsonBuilder.of(UserView.of(user))
                .value("api_keys", apiKeysOf(user))
                .build();
    }

    /** They outlive their maker's rights, because programs depend on them. The newest 100. */
    private JsonArray apiKeysOf(User user) {
        return JsonBuilder.array(
                apiKeys.list(user.organizationId(), Optional.of(user.id()), new Page(MOST_KEYS, 0))
                        .items(),
                apiKey -> JsonBuilder.of(apiKey.shown()).text("id", apiKey.id()).build());
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        users.remove(caller.organizationId(), id);
    }

    /** For a person who has lost the password. The link is answered once, here. */
    @POST
    @Path("{id}/password-link")
    public Response makePasswordLink(@PathParam("id") String id) {
        CreatedLink created = passwordLinks.create(caller.organizationId(), id);
        return Response.status(Response.Status.CREATED)
                .entity(JsonBuilder.of()
                        .text("link", link.to("reset-password", created.token()))
                        .text("token", created.token())
                        .time("expires_at", created.link().expiresAt())
                        .build())
                .build();
    }
}
