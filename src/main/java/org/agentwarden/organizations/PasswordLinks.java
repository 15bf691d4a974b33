package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.organizations.SignIns.SignedIn;
import org.agentwarden.platform.http.BadRequest;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Caller;
import org.agentwarden.security.NewPassword;
import org.agentwarden.security.OneTimeToken;
import org.agentwarden.security.Passwords;

/** How people get back in who have lost their password: an admin or the operator gives them a link. */
@Stateless
public class PasswordLinks {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Users users;

    @Inject
    private Accounts accounts;

    @Inject
    private PendingAccounts pendingAccounts;

    @Inject
    private Organizations organizations;

    @Inject
    private Passwords passwords;

    @Inject
    private SignIns signIns;

    @Inject
    private Caller caller;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /** A new link and its token, which is known only now. */
    public record CreatedLink(PasswordLink link, String token) {}

    /**
     * Makes a link for a user; one that the user has had before is good for nothing more.
     *
     * @throws NotFound when the organization has no such user
     * @throws Conflict for a user without a password here, and for an account that nobody has signed in to: its address may
     *     belong to another account
     */
    public CreatedLink create(String organizationId, String userId) {
        User user = users.find(organizationId, userId);
        if (user.externalIssuer().isPresent()) {
            throw new Conflict("external_user", "This user signs in at the identity provider");
        }
        if (user.isPending()) {
            throw new Conflict("pending_user", "Nobody has signed in to this account yet; invite the person instead");
        }
        String token = OneTimeToken.generate();
        return new CreatedLink(replace(user, OneTimeToken.hash(token), Optional.of(caller.id())), token);
    }

    /**
     * Takes over a link that the operator has made.
     *
     * @return why it is not taken over; empty when it is
     */
    public Optional<String> order(String email, String tokenHash) {
        Optional<User> user = accounts.byEmail(email);
        user.ifPresent(found -> replace(found, tokenHash, Optional.empty()));
        return user.isPresent() ? Optional.empty() : Optional.of("nobody signs in here with this address");
    }

    private PasswordLink replace(User user, String tokenHash, Optional<String> creator) {
        int unused = end("PasswordLink.endThoseFor", "user", user);
        PasswordLink link = new PasswordLink(user.id(), tokenHash, creator, clock.instant());
        entities.persist(link);
        changes.raiseBy(
                creator,
                ChangeKind.PASSWORD_LINK_CREATED,
                user.subject(),
                JsonBuilder.of().text("email", user.email()).build());
        return link;
    }

    /**
     * Gives the user of a link another password. All sessions of the user end, but for the one that is answered. Of several
     * callers with one token one succeeds. Whoever made the link must still be an admin.
     *
     * @throws BadRequest that does not tell why
     * @throws InvalidInput when the password is easy to guess
     */
    public SignedIn use(String token, String password) {
        PasswordLink link = open(token).orElseThrow(PasswordLinks::refused);
        User user =
                Optional.ofNullable(entities.find(User.class, link.userId())).orElseThrow(PasswordLinks::refused);
        // Hashing takes long, so it is done before anything is locked.
        String hash = passwords.hash(NewPassword.of(
                "password",
                password,
                user.email(),
                organizations.active(user.organizationId()).name()));
        // Rivals wait for each other at the user's row; whoever comes second finds no link.
        if (!holds(user) || !isAllowed(link) || end("PasswordLink.endThoseFor", "user", user) == 0) {
            throw refused();
        }
        user.takePassword(hash);
        changes.raiseBy(
                Optional.of(user.id()),
                ChangeKind.USER_PASSWORD_CHANGED,
                user.subject(),
                JsonBuilder.of()
                        .text("password_link", link.id())
                        .text("made_by", link.createdBy().orElse("operator"))
                        .build());
        return signIns.begin(user, SignInMethod.PASSWORD_LINK);
    }

    /** Ends the links that an admin has made, because that user is not an admin any more. */
    public void endThoseOf(User creator) {
        int unused = end("PasswordLink.endThoseOf", "creator", creator);
    }

    /** False when the user has been removed meanwhile. */
    private boolean holds(User user) {
        try {
            entities.refresh(user, LockModeType.PESSIMISTIC_WRITE);
            return true;
        } catch (EntityNotFoundException e) {
            return false;
        }
    }

    private boolean isAllowed(PasswordLink link) {
        return link.createdBy().map(pendingAccounts::isAdmin).orElse(true);
    }

    private Optional<PasswordLink> open(String token) {
        return entities.createNamedQuery("PasswordLink.byHash", PasswordLink.class)
                .setParameter("hash", OneTimeToken.hash(token))
                .getResultStream()
                .filter(link -> link.isOpen(clock.instant()))
                .findFirst();
    }

    private int end(String query, String parameter, User user) {
        return entities.createNamedQuery(query)
                .setParameter(parameter, user.id())
                .executeUpdate();
    }

    private static BadRequest refused() {
        return new BadRequest("This link is not valid or has expired");
    }
}
