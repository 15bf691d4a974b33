package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResponse;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.endpoints.Endpoints.Changed;
import org.agentwarden.webhooks.endpoints.Endpoints.Created;
import org.agentwarden.webhooks.signing.SignatureScheme;
import org.agentwarden.webhooks.signing.SigningSecret;

/** Configuration of webhooks. */
@ApplicationScoped
@Path("api/webhooks")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WebhooksResource {

    private static final int MAX_SECRET_LENGTH = 200;

    @Inject
    private Endpoints endpoints;

    @Inject
    private SecretRotation rotation;

    @Inject
    private Destinations destinations;

    @Inject
    private EndpointView views;

    @Inject
    private Caller caller;

    @GET
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public Response list(@Context UriInfo uri) {
        return PageResponse.of(
                uri,
                endpoints.list(caller.organizationId(), Page.from(uri)),
                endpoint -> view(endpoint).build());
    }

    @POST
    public Response create(RequestBody body) {
        Created created = endpoints.create(
                caller.organizationId(),
                body.as(EndpointChange::newEndpoint),
                body.as(WebhooksResource::signature).orElse(SignatureScheme.HMAC),
                body.as(WebhooksResource::ownSecret));
        return Response.status(Response.Status.CREATED)
                .entity(withSecret(created))
                .build();
    }

    @POST
    @Path("{id}/rotate-secret")
    public JsonObject rotateSecret(@PathParam("id") String id, RequestBody body) {
        return withSecret(rotation.rotate(
                caller.organizationId(),
                id,
                body.as(WebhooksResource::signature),
                body.as(WebhooksResource::ownSecret)));
    }

    private static Optional<SignatureScheme> signature(RequestFields fields) {
        return fields.optionalChoice("signature", SignatureScheme.class);
    }

    private static Optional<SigningSecret> ownSecret(RequestFields fields) {
        return fields.optionalText("secret", MAX_SECRET_LENGTH).flatMap(text -> {
            try {
                return Optional.of(SigningSecret.parse(text));
            } catch (IllegalArgumentException e) {
                fields.problem(
                        "secret", "must be whsec_ and 24 to 64 bytes in base64, or whsk_ and an Ed25519 key pair");
                return Optional.empty();
            }
        });
    }

    /** Without a private key: receivers verify with the public one. */
    private JsonObject withSecret(Created created) {
        JsonBuilder view = view(created.endpoint());
        SigningSecret secret = created.secret();
        if (secret.publicKey().isEmpty()) {
            view.text("secret", secret.reveal());
        }
        return view.build();
    }

    /** Keys that verify now, the newest first; none for HMAC. */
    @GET
    @Path("{id}/public-keys")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject publicKeys(@PathParam("id") String id) {
        List<String> keys = destinations.secretsOf(endpoints.find(caller.organizationId(), id)).stream()
                .flatMap(secret -> secret.publicKey().stream())
                .toList();
        return JsonBuilder.of().texts("public_keys", keys).build();
    }

    @GET
    @Path("{id}")
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject get(@PathParam("id") String id) {
        return view(endpoints.find(caller.organizationId(), id)).build();
    }

    /** Enabling a disabled webhook says since when it has missed deliveries, for {@code recover}. */
    @PUT
    @Path("{id}")
    public JsonObject change(@PathParam("id") String id, RequestBody body) {
        Changed changed = endpoints.change(caller.organizationId(), id, body.as(EndpointChange::from));
        JsonBuilder view = view(changed.endpoint());
        changed.missedSince().ifPresent(since -> view.time("missed_since", since));
        return view.build();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        endpoints.delete(caller.organizationId(), id);
    }

    private JsonBuilder view(WebhookEndpoint endpoint) {
        return views.of(endpoint, caller.role().equals(Roles.ADMIN) ? endpoint.url() : endpoint.urlWithoutQuery());
    }
}
