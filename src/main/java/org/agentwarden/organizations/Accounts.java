package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.organizations.SignIns.SignedIn;
import org.agentwarden.platform.LostRace;
import org.agentwarden.platform.http.BadRequest;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.TooManyRequests;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.AccessTokens;
import org.agentwarden.security.AccessTokens.Bearer;
import org.agentwarden.security.NewPassword;
import org.agentwarden.security.Passwords;
import org.agentwarden.settings.Settings;

/** Signing up and signing in. */
@Stateless
public class Accounts {

    /** An attempt adds at most two rows, and others can be the first to add each of them. */
    private static final int MOST_RACES = 2;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Passwords passwords;

    @Inject
    private LoginThrottle guard;

    @Inject
    private AccessTokens tokens;

    @Inject
    private SignIns signIns;

    @Inject
    private Organizations organizations;

    @Inject
    private PendingAccounts pendingAccounts;

    @Inject
    private Changes changes;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * Creates an organization on the default plan, and its first user as its admin.
     *
     * @throws InvalidInput when the password is easy to guess
     */
    public SignedIn register(String email, String password, String organizationName) {
        NewPassword chosen = NewPassword.of("password", password, email, organizationName);
        if (byEmail(email).isPresent()) {
            throw KnownAddresses.taken();
        }
        Organization organization =
                new Organization(organizationName, settings.plans().byDefault(), clock.instant());
        entities.persist(organization);
        // Nothing tells the persistence provider that users refer to it and must be inserted later.
        entities.flush();
        User admin = addUser(organization.id(), email, passwords.hash(chosen), Role.ADMIN);
        changes.raiseBy(
                Optional.of(admin.id()),
                ChangeKind.ORGANIZATION_REGISTERED,
                organization.subject(),
                JsonBuilder.of()
                        .text("name", organization.name())
                        .text("plan", organization.plan().wireName())
                        .text("admin", admin.email())
                        .build());
        return signIns.begin(admin, SignInMethod.REGISTRATION);
    }

    /**
     * Signs a user in. Holds no connection to the database while it compares the password, which takes its time.
     *
     * @throws Unauthenticated with one message, and after the same work, for an unknown e-mail address and a wrong password
     * @throws TooManyRequests while the client's network is locked out of the address
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public SignedIn login(SignInAttempt attempt, String password) {
        Optional<User> user;
        try {
            guard.requireOpen(attempt);
            user = prove(attempt.email(), password);
            judge(attempt, user.isPresent());
        } catch (TooManyRequests refusal) {
            signIns.refuse(SignInOutcome.LOCKED_OUT, byEmail(attempt.email()));
            throw refusal;
        }
        Optional<User> owner = user.flatMap(this::owner);
        if (owner.isEmpty()) {
            Optional<User> claimed = byEmail(attempt.email());
            signIns.refuse(claimed.isPresent() ? SignInOutcome.FAILED : SignInOutcome.UNKNOWN_ADDRESS, claimed);
            throw new Unauthenticated("Invalid email or password");
        }
        return signIns.begin(owner.get(), SignInMethod.PASSWORD);
    }

    /** One hash in each case: for an account in use, for any number of pending ones, and for an unknown address. */
    private Optional<User> prove(String email, String password) {
        Optional<User> inUse = byEmail(email);
        return inUse.isPresent()
                ? inUse.filter(user -> passwords.matches(password, user.passwordHash()))
                : pendingAccounts.find(email, passwords.lookupHash(email, password));
    }

    private Optional<User> owner(User user) {
        if (!user.isPending()) {
            return Optional.of(user);
        }
        try {
            return pendingAccounts.takeAddress(user.id());
        } catch (LostRace lost) {
            return Optional.empty();
        }
    }

    private void judge(SignInAttempt attempt, boolean matches) {
        for (int race = 0; race < MOST_RACES; race++) {
            try {
                guard.judge(attempt, matches);
                return;
            } catch (LostRace lost) {
                // The row is there now, and the next try finds it.
            }
        }
        guard.judge(attempt, matches);
    }

    /** The user whom a bearer token names. Empty when the token is invalid, outdated or signed out, or the user is gone. */
    public Optional<User> authenticate(String token) {
        return tokens.bearerOf(token)
                .flatMap(bearer -> Optional.ofNullable(entities.find(User.class, bearer.userId()))
                        .filter(user -> user.accepts(bearer) && !isEnded(bearer)));
    }

    /**
     * Whether a user who was authenticated by the token before is still there, signed in, and has the same role. A token of
     * the external issuer may have expired meanwhile.
     */
    public boolean isStillSignedIn(User known, String token) {
        Optional<User> now = known.externalIssuer().isPresent()
                ? Optional.ofNullable(entities.find(User.class, known.id()))
                : authenticate(token);
        return now.filter(user -> user.role() == known.role()).isPresent();
    }

    private boolean isEnded(Bearer bearer) {
        return entities.find(EndedSession.class, bearer.tokenId()) != null;
    }

    /** Ends the session with that token, on all nodes; does nothing when the token is worth nothing already. */
    public void signOut(String token) {
        tokens.bearerOf(token).ifPresent(bearer -> {
            // Of two who sign out at once the second waits, and finds it done.
            User user = entities.find(User.class, bearer.userId(), LockModeType.PESSIMISTIC_WRITE);
            if (user != null && !isEnded(bearer)) {
                entities.createNamedQuery("EndedSession.removeExpired")
                        .setParameter("now", clock.instant())
                        .executeUpdate();
                entities.persist(new EndedSession(bearer));
                signIns.end(user);
            }
        });
    }

    /**
     * Gives a user another password. All tokens of the user are worth nothing from now on, but for the one that is
     * answered.
     *
     * @param network that of the client: wrong guesses of the current password count like those at the sign-in
     * @throws InvalidInput when the current password is wrong, or the wanted one is easy to guess
     * @throws TooManyRequests while the network is locked out of the user's address
     */
    public SignedIn changePassword(String userId, String current, String wanted, String network) {
        User user = entities.find(User.class, userId);
        SignInAttempt attempt = new SignInAttempt(user.email(), network);
        guard.requireOpen(attempt);
        Optional<String> known = user.passwordHash();
        boolean matches = passwords.matches(current, known);
        judge(attempt, matches);
        // Takes long, so nobody is made to wait for it at the row.
        String hash = passwords.hash(NewPassword.of(
                "new_password",
                wanted,
                user.email(),
                organizations.active(user.organizationId()).name()));
        entities.refresh(user, LockModeType.PESSIMISTIC_WRITE);
        if (!matches || !user.passwordHash().equals(known)) {
            throw new InvalidInput("current_password", "is wrong");
        }
        user.takePassword(hash);
        changes.raise(ChangeKind.USER_PASSWORD_CHANGED, user.subject(), JsonValue.EMPTY_JSON_OBJECT);
        return signIns.begin(user, SignInMethod.PASSWORD_CHANGE);
    }

    /**
     * Adds somebody who signs in at once: the address belongs to the new account. Of two callers with one address the second
     * gets {@link BadRequest}.
     */
    public User addUser(String organizationId, String email, String passwordHash, Role role) {
        User user = new User(organizationId, User.canonicalEmail(email), passwordHash, role, clock.instant());
        entities.persist(user);
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw KnownAddresses.taken();
        }
        return user;
    }

    /** The account in use to which the address belongs. */
    public Optional<User> byEmail(String email) {
        return entities.createNamedQuery("User.byEmail", User.class)
                .setParameter("email", User.canonicalEmail(email))
                .getResultStream()
                .findFirst();
    }
}
