package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.platform.http.BadRequest;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.AccessTokens;
import org.agentwarden.security.Passwords;
import org.agentwarden.settings.Settings;

/** Signing up and signing in. */
@Stateless
public class Accounts {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Passwords passwords;

    @Inject
    private AccessTokens tokens;

    @Inject
    private Changes changes;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** A person who is signed in, and the token that proves it. */
    public record SignedIn(User user, String accessToken) {}

    /** Creates an organization on the default plan, and its first user as its admin. */
    public SignedIn register(String email, String password, String organizationName) {
        requireNew(email);
        Organization organization = new Organization(organizationName, settings.defaultPlan(), clock.instant());
        entities.persist(organization);
        // Nothing tells the persistence provider that users refer to it and must be inserted later.
        entities.flush();
        User admin = addUser(organization.id(), email, password, Role.ADMIN);
        changes.raiseBy(
                Optional.of(admin.id()),
                ChangeKind.ORGANIZATION_REGISTERED,
                organization.subject(),
                JsonView.of()
                        .text("name", organization.name())
                        .text("plan", organization.plan().wireName())
                        .text("admin", admin.email())
                        .build());
        return signIn(admin);
    }

    /**
     * Signs a user in.
     *
     * @throws Unauthenticated with one message for an unknown e-mail address and a wrong password
     */
    public SignedIn login(String email, String password) {
        Optional<User> user = byEmail(email);
        if (!passwords.matches(password, user.flatMap(User::passwordHash))) {
            throw new Unauthenticated("Invalid email or password");
        }
        return signIn(user.orElseThrow());
    }

    /** The user whom a bearer token names. Empty when the token is invalid or the user is gone. */
    public Optional<User> authenticate(String token) {
        return tokens.userOf(token).map(id -> entities.find(User.class, id));
    }

    /** Refuses an address that is known, whatever organization it belongs to. */
    public void requireNew(String email) {
        if (byEmail(email).isPresent()) {
            throw taken();
        }
    }

    private static BadRequest taken() {
        return new BadRequest("Email already registered");
    }

    /** Adds somebody to an organization; of two callers with one address the second gets {@link BadRequest}. */
    public User addUser(String organizationId, String email, String password, Role role) {
        User user = new User(organizationId, canonical(email), passwords.hash(password), role, clock.instant());
        entities.persist(user);
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw taken();
        }
        return user;
    }

    public Optional<User> byEmail(String email) {
        return entities.createNamedQuery("User.byEmail", User.class)
                .setParameter("email", canonical(email))
                .getResultStream()
                .findFirst();
    }

    private SignedIn signIn(User user) {
        return new SignedIn(
                user, tokens.issue(user.id(), user.email(), user.role().wireName(), user.organizationId()));
    }

    private static String canonical(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
