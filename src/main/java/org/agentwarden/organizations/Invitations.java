package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.organizations.SignIns.SignedIn;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.BadRequest;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.NewPassword;
import org.agentwarden.security.OneTimeToken;
import org.agentwarden.security.Passwords;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Settings;

/** How people join an organization without anybody else knowing their password. */
@Stateless
public class Invitations {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Accounts accounts;

    @Inject
    private KnownAddresses addresses;

    @Inject
    private SignIns signIns;

    @Inject
    private Users users;

    @Inject
    private Settings settings;

    @Inject
    private Passwords passwords;

    @Inject
    private Organizations organizations;

    @Inject
    private PendingAccounts pendingAccounts;

    @Inject
    private PasswordLinks passwordLinks;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /** A new invitation and its token, which is known only now. */
    public record CreatedInvitation(Invitation invitation, String token) {}

    /** Those that can still be accepted. */
    public PageResult<Invitation> list(String organizationId, Page page) {
        return PagedQuery.of(entities, Invitation.class, organizationId)
                .createdWithin(Optional.of(clock.instant().minus(Invitation.LIFETIME)), Optional.empty())
                .page(page);
    }

    /**
     * Invites somebody who has no account in the organization yet; an invitation that the address has had before is good for
     * nothing more. The answer says nothing about accounts of other organizations.
     *
     * @throws BadRequest when the address has an account in the organization
     */
    public CreatedInvitation create(String organizationId, String email, Role role, String createdBy) {
        String token = OneTimeToken.generate();
        Optional<String> creator = Optional.of(createdBy);
        return new CreatedInvitation(store(organizationId, email, role, OneTimeToken.hash(token), creator), token);
    }

    /**
     * Takes over the invitation of an administrator that the operator has made.
     *
     * @param organizationId blank for the only one that there is
     * @return why it is not taken over; empty when it is
     */
    public Optional<String> order(String email, String tokenHash, String organizationId) {
        Optional<String> organization = organizationId.isBlank()
                ? organizations.onlyOne()
                : Optional.of(organizationId).filter(organizations::isActive);
        if (organization.isEmpty()) {
            return Optional.of("there is no such organization, or several and none is named");
        }
        if (accounts.byEmail(email).isPresent() || addresses.isKnownIn(organization.get(), email)) {
            return Optional.of("somebody signs in here with this address already");
        }
        Invitation unused = store(organization.get(), email, Role.ADMIN, tokenHash, Optional.empty());
        return Optional.empty();
    }

    private Invitation store(
            String organizationId, String email, Role role, String tokenHash, Optional<String> creator) {
        addresses.requireNewIn(organizationId, email);
        Instant now = clock.instant();
        requireRoom(organizationId, now);
        Invitation invitation =
                new Invitation(organizationId, User.canonicalEmail(email), role, tokenHash, creator, now);
        replace(invitation, now);
        entities.persist(invitation);
        changes.raiseBy(creator, ChangeKind.INVITATION_CREATED, invitation.subject(), invitation.shown());
        return invitation;
    }

    public void delete(String organizationId, String id) {
        Invitation invitation = NotFound.requireOwned(
                organizationId,
                entities.find(Invitation.class, id),
                Invitation::organizationId,
                "Invitation not found");
        entities.remove(invitation);
        changes.raise(ChangeKind.INVITATION_DELETED, invitation.subject(), invitation.shown());
    }

    /**
     * Ends what a user has made to let others in: open invitations, links to new passwords, and accounts with a password
     * that nobody has signed in to. To be called when an admin is removed or gets another role, with the organization held.
     *
     * @param actorId who removed or demoted the admin; empty for the server itself
     */
    public void endThoseOf(User inviter, Optional<String> actorId) {
        int ended = entities.createNamedQuery("Invitation.endThoseOf")
                .setParameter("organization", inviter.organizationId())
                .setParameter("inviter", inviter.id())
                .executeUpdate();
        passwordLinks.endThoseOf(inviter);
        int accountsEnded = entities.createNamedQuery("User.endPendingOnesOf")
                .setParameter("organization", inviter.organizationId())
                .setParameter("creator", inviter.id())
                .executeUpdate();
        if (ended + accountsEnded > 0) {
            changes.raiseBy(
                    actorId,
                    ChangeKind.INVITATIONS_ENDED,
                    inviter.subject(),
                    JsonBuilder.of()
                            .text("invited_by", inviter.email())
                            .number("invitations", ended)
                            .number("pending_accounts", accountsEnded)
                            .build());
        }
    }

    /**
     * Creates the user who was invited. Of several callers with one token one succeeds. Whoever made the invitation must
     * still be an admin.
     *
     * @throws BadRequest that does not tell why
     * @throws InvalidInput when the password is easy to guess
     */
    public SignedIn accept(String token, String password) {
        Invitation invitation = open(token).orElseThrow(Invitations::refused);
        // Hashing takes long, so it is done before anything is locked.
        String hash = passwords.hash(NewPassword.of(
                "password",
                password,
                invitation.email(),
                organizations.active(invitation.organizationId()).name()));
        // Waits for a removal of the inviter that is under way.
        users.requireRoom(invitation.organizationId());
        // An invitation that an admin made in the moment of being removed is still in the table.
        if (!isAllowed(invitation) || !take(invitation)) {
            throw refused();
        }
        User user = accounts.addUser(invitation.organizationId(), invitation.email(), hash, invitation.role());
        changes.raiseBy(
                Optional.of(user.id()),
                ChangeKind.USER_CREATED,
                user.subject(),
                JsonBuilder.of(invitation.shown())
                        .text("invitation", invitation.id())
                        .text("invited_by", invitation.createdBy().orElse("operator"))
                        .build());
        return signIns.begin(user, SignInMethod.INVITATION);
    }

    private void requireRoom(String organizationId, Instant now) {
        Plan plan = organizations.hold(organizationId);
        long open = entities.createNamedQuery("Invitation.countOpen", Long.class)
                .setParameter("organization", organizationId)
                .setParameter("now", now)
                .getSingleResult();
        PlanLimitExceeded.requireRoom(
                "Invitation", "invitations", open, settings.limits().invitations(), plan.wireName());
    }

    private Optional<Invitation> open(String token) {
        Instant now = clock.instant();
        return entities.createNamedQuery("Invitation.byHash", Invitation.class)
                .setParameter("hash", OneTimeToken.hash(token))
                .getResultStream()
                .filter(invitation -> invitation.isOpen(now))
                .filter(invitation -> accounts.byEmail(invitation.email()).isEmpty())
                .filter(invitation -> !addresses.isKnownIn(invitation.organizationId(), invitation.email()))
                .findFirst();
    }

    private boolean isAllowed(Invitation invitation) {
        return invitation.createdBy().map(pendingAccounts::isAdmin).orElse(true);
    }

    private static BadRequest refused() {
        return new BadRequest("This invitation is not valid or has expired");
    }

    /** Rivals wait for each other at the row; whoever comes second finds it gone. */
    private boolean take(Invitation invitation) {
        return entities.createNamedQuery("Invitation.take")
                        .setParameter("id", invitation.id())
                        .executeUpdate()
                == 1;
    }

    private void replace(Invitation invitation, Instant now) {
        entities.createNamedQuery("Invitation.replace")
                .setParameter("organization", invitation.organizationId())
                .setParameter("email", invitation.email())
                .setParameter("now", now)
                .executeUpdate();
    }
}
