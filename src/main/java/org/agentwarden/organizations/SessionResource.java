package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import java.util.Optional;
import org.agentwarden.limits.ClientNetwork;
import org.agentwarden.platform.http.ForgedRequest;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.security.Anonymous;
import org.agentwarden.security.CsrfToken;
import org.agentwarden.security.LimitedByClient;

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
    private Sessions sessions;

    /** Who is signed in: {@code user} is null when nobody is. */
    @GET
    public JsonObject get(@Context HttpHeaders headers) {
        Optional<JsonObject> session = tokenOf(headers)
                .flatMap(token -> accounts.authenticate(token)
                        .filter(user -> organizations.isActive(user.organizationId()))
                        .map(user -> sessions.view(user, token)));
        return session.orElseGet(sessions::nobody);
    }

    @POST
    @LimitedByClient
    public void begin(
            RequestBody body, @Context UriInfo uri, @Context HttpHeaders headers, @Suspended AsyncResponse response) {
        Credentials credentials = body.as(Credentials::from);
        SignInAttempt attempt = credentials.from(network);
        answers.answer(
                response, attempt, () -> sessions.begin(accounts.login(attempt, credentials.password()), uri, headers));
    }

    /**
     * The token of the session is worth nothing from now on, wherever else it may be.
     *
     * @throws ForgedRequest when another site's page wants it
     */
    @DELETE
    public Response end(@Context UriInfo uri, @Context HttpHeaders headers) {
        tokenOf(headers).ifPresent(token -> {
            TokenAuthentication.requireProof(token, headers.getHeaderString(CsrfToken.HEADER));
            accounts.signOut(token);
        });
        return Response.noContent().cookie(SessionCookie.end(uri, headers)).build();
    }

    private static Optional<String> tokenOf(HttpHeaders headers) {
        return SessionCookie.tokenIn(headers.getCookies(), headers.getHeaderString(SessionCookie.ORIGIN));
    }
}
