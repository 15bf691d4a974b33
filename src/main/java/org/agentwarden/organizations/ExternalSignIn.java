package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.platform.http.Unavailable;
import org.agentwarden.security.oidc.ExternalIdentity;
import org.agentwarden.security.oidc.ExternalTokens;
import org.agentwarden.settings.IdentityProvider;
import org.agentwarden.settings.Registration;
import org.agentwarden.settings.Settings;

/** Finds out whom a token of the external issuer lets in, and where to. Outside of any transaction. */
@ApplicationScoped
public class ExternalSignIn {

    @Inject
    private ExternalTokens tokens;

    @Inject
    private ExternalUsers users;

    @Inject
    private Accounts accounts;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    /**
     * The user whom the token names, with the role that it gives. Empty when it is no valid token of the issuer.
     *
     * @throws Forbidden when it gives none of our roles, or to no organization
     * @throws Unauthenticated when the organization is not active
     * @throws Unavailable when the issuer is needed and can't be reached
     */
    public Optional<User> authenticate(String token) {
        return tokens.identityOf(token).map(this::signIn);
    }

    private User signIn(ExternalIdentity identity) {
        Role role = identity.role()
                .map(name -> Role.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> new Forbidden("Your identity provider gives you no role here"));
        String organization = organizations.active(organizationId()).id();
        try {
            return users.signedIn(organization, identity, role);
        } catch (LostRace race) {
            return users.signedIn(organization, identity, role);
        }
    }

    private String organizationId() {
        return settings.identityProvider()
                .flatMap(IdentityProvider::organization)
                .or(this::bootstrapped)
                .or(this::onlyOne)
                .orElseThrow(() -> new Forbidden(
                        "There are several organizations, and agentwarden.oidc.organization names none of them"));
    }

    /** The first organization of all, as long as its account with the bootstrap's address is there to tell that it is it. */
    private Optional<String> bootstrapped() {
        return settings.bootstrap()
                .adminEmail()
                .flatMap(accounts::byEmail)
                .map(User::organizationId)
                .filter(id -> organizations.oldest().filter(id::equals).isPresent());
    }

    /** While anybody can register an organization, the only one may be a stranger's. */
    private Optional<String> onlyOne() {
        return settings.registration() == Registration.CLOSED ? organizations.onlyOne() : Optional.empty();
    }
}
