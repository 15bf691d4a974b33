package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
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
import org.agentwarden.limits.ClientNetwork;
import org.agentwarden.organizations.SignIns.SignedIn;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Anonymous;
import org.agentwarden.security.Caller;
import org.agentwarden.security.LimitedByClient;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.settings.Registration;
import org.agentwarden.settings.Settings;

/** Signing up and signing in. */
@ApplicationScoped
@Path("auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AuthResource {

    @Inject
    private Accounts accounts;

    @Inject
    private Users users;

    @Inject
    private Invitations invitations;

    @Inject
    private PasswordLinks passwordLinks;

    @Inject
    private Organizations organizations;

    @Inject
    private SignInAnswers answers;

    @Inject
    private ClientNetwork network;

    @Inject
    private Sessions sessions;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    private record SignUp(NewUser admin, String organizationName) {

        static SignUp from(RequestFields fields) {
            return new SignUp(NewUser.from(fields), fields.text("organization_name", 200));
        }
    }

    /** A new password, and the token of a link that allows it. */
    private record ChosenPassword(String token, String password) {

        static ChosenPassword from(RequestFields fields) {
            return new ChosenPassword(fields.text("token", 200), NewUser.newPassword(fields, "password"));
        }
    }

    private record PasswordChange(String current, String wanted) {

        static PasswordChange from(RequestFields fields) {
            return new PasswordChange(
                    fields.text("current_password", 1_000), NewUser.newPassword(fields, "new_password"));
        }
    }

    @POST
    @LimitedByClient
    @Path("register")
    @Anonymous
    public JsonObject register(RequestBody body) {
        if (settings.registration() == Registration.CLOSED) {
            throw new Forbidden("Registration is closed");
        }
        SignUp signUp = body.as(SignUp::from);
        return signedIn(
                accounts.register(signUp.admin().email(), signUp.admin().password(), signUp.organizationName()));
    }

    @POST
    @LimitedByClient
    @Path("login")
    @Anonymous
    public void login(RequestBody body, @Suspended AsyncResponse response) {
        Credentials credentials = body.as(Credentials::from);
        SignInAttempt attempt = credentials.from(network);
        answers.answer(response, attempt, () -> signedIn(accounts.login(attempt, credentials.password())));
    }

    @POST
    @LimitedByClient
    @Path("accept-invitation")
    @Anonymous
    public JsonObject acceptInvitation(RequestBody body) {
        ChosenPassword chosen = body.as(ChosenPassword::from);
        return signedIn(invitations.accept(chosen.token(), chosen.password()));
    }

    @POST
    @LimitedByClient
    @Path("reset-password")
    @Anonymous
    public JsonObject resetPassword(RequestBody body) {
        ChosenPassword chosen = body.as(ChosenPassword::from);
        return signedIn(passwordLinks.use(chosen.token(), chosen.password()));
    }

    /**
     * The answer holds the one token of the user that is good from now on; for a page of the dashboard it is in the cookie,
     * and the answer is that of a session.
     */
    @POST
    @LimitedByClient
    @Path("password")
    @TokenProtected
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public Response changePassword(RequestBody body, @Context UriInfo uri, @Context HttpHeaders headers) {
        PasswordChange change = body.as(PasswordChange::from);
        SignedIn signedIn = accounts.changePassword(caller.id(), change.current(), change.wanted(), network.name());
        return headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null
                ? sessions.begin(signedIn, uri, headers)
                : Response.ok(signedIn(signedIn)).build();
    }

    @GET
    @Path("me")
    @TokenProtected
    @RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
    public JsonObject me() {
        User user = users.find(caller.organizationId(), caller.id());
        Organization organization = organizations.active(user.organizationId());
        return UserView.withOrganization(user, organization);
    }

    private static JsonObject signedIn(SignedIn signedIn) {
        User user = signedIn.user();
        return JsonBuilder.of()
                .text("access_token", signedIn.accessToken())
                .text("token_type", "bearer")
                .value(
                        "user",
                        JsonBuilder.of()
                                .text("id", user.id())
                                .text("email", user.email())
                                .text("organization_id", user.organizationId())
                                .build())
                .build();
    }
}
