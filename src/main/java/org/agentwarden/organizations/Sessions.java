package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.agentwarden.organizations.SignIns.SignedIn;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.CsrfToken;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.WireNamed;

/** What browsers are told about their sessions. The access token itself is in the cookie alone. */
@ApplicationScoped
public class Sessions {

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    /** The answer that begins a session, or that continues it with another token. */
    Response begin(SignedIn signedIn, UriInfo uri, HttpHeaders headers) {
        return Response.ok(view(signedIn.user(), signedIn.accessToken()))
                .cookie(SessionCookie.begin(signedIn.accessToken(), uri, headers))
                .build();
    }

    JsonObject view(User user, String accessToken) {
        return JsonBuilder.of()
                .value("user", UserView.withOrganization(user, organizations.active(user.organizationId())))
                .text("csrf_token", CsrfToken.of(accessToken))
                .text("registration", registration())
                .text("plans", settings.plans().chosenBy().wireName())
                .build();
    }

    /** Nobody is signed in. */
    JsonObject nobody() {
        return JsonBuilder.of()
                .value("user", JsonValue.NULL)
                .value("csrf_token", JsonValue.NULL)
                .text("registration", registration())
                .text("plans", settings.plans().chosenBy().wireName())
                .build();
    }

    private String registration() {
        return WireNamed.of(settings.registration());
    }
}
