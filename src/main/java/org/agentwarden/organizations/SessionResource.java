package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.limits.ClientNetwork;
import org.agentwarden.organizations.Accounts.SignedIn;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Anonymous;
import org.agentwarden.security.CsrfToken;
import org.agentwarden.security.LimitedByClient;
import org.agentwarden.settings.Settings;

/** Where browsers sign in: the access token stays in a cookie that no script can read. */
@ApplicationScoped
@Path("auth/session")
@Anonymous
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    @Inject
    private Accounts accounts;

    @Inject
    private Organizations organizations;

    @Inject
    private SignInAnswers answers;

    @Inject
    private ClientNetwork network;

    @Inject
    private Settings settings;

    /** Who is signed in: {@code user} is null when nobody is. */
    @GET
    public JsonObject get(@Context HttpHeaders headers) {
        Optional<JsonObject> session = SessionCookie.tokenIn(headers.getCookies())
                .flatMap(token -> accounts.authenticate(token)
                        .filter(user -> organizations.isActive(user.organizationId()))
                        .map(user -> view(user, token)));
        return session.orElseGet(() -> JsonView.of()
                .value("user", JsonValue.NULL)
                .value("csrf_token", JsonValue.NULL)
                .text("registration", settings.registration().name().toLowerCase(Locale.ROOT))
                .text("plans", settings.plans().chosenBy().wireName())
                .build());
    }

    @POST
    @LimitedByClient
    public void begin(
            RequestBody body, @Context UriInfo uri, @Context HttpHeaders headers, @Suspended AsyncResponse response) {
        Credentials credentials = body.as(Credentials::from);
        SignInAttempt attempt = credentials.from(network);
        answers.answer(response, attempt, () -> begun(accounts.login(attempt, credentials.password()), uri, headers));
    }

    private Response begun(SignedIn signedIn, UriInfo uri, HttpHeaders headers) {
        organizations.active(signedIn.user().organizationId());
        return Response.ok(view(signedIn.user(), signedIn.accessToken()))
                .cookie(SessionCookie.begin(signedIn.accessToken(), uri, headers))
                .build();
    }

    /** The token of the session is worth nothing from now on, wherever else it may be. */
    @DELETE
    public Response end(@Context UriInfo uri, @Context HttpHeaders headers) {
        SessionCookie.tokenIn(headers.getCookies()).ifPresent(accounts::signOut);
        return Response.noContent().cookie(SessionCookie.end(uri, headers)).build();
    }

    private JsonObject view(User user, String accessToken) {
        return JsonView.of()
                .value("user", UserView.withOrganization(user, organizations.active(user.organizationId())))
                .text("csrf_token", CsrfToken.of(accessToken))
                .text("registration", settings.registration().name().toLowerCase(Locale.ROOT))
                .text("plans", settings.plans().chosenBy().wireName())
                .build();
    }
}
