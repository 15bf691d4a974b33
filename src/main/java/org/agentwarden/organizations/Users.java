package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.security.Caller;
import org.agentwarden.security.NewPassword;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Settings;

/** The people of an organization. */
@Stateless
public class Users {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private PendingAccounts pendingAccounts;

    @Inject
    private Organizations organizations;

    @Inject
    private Invitations invitations;

    @Inject
    private Caller caller;

    @Inject
    private Settings settings;

    @Inject
    private Changes changes;

    public PageResult<User> list(String organizationId, Page page) {
        return PagedQuery.of(entities, User.class, organizationId).page(page);
    }

    /**
     * Adds a pending account. The answer is the same whether or not the address belongs to an account of another
     * organization; if it does, this account can't be signed in to.
     */
    public User add(String organizationId, String email, String password, Role role) {
        NewPassword chosen = NewPassword.of(
                "password",
                password,
                email,
                organizations.active(organizationId).name());
        requireRoom(organizationId);
        User user = pendingAccounts.add(organizationId, email, chosen, role, caller.id());
        changes.raise(ChangeKind.USER_CREATED, user.subject(), user.members());
        return user;
    }

    /**
     * Gives a user another role. The invitations of somebody who is not an admin any more end.
     *
     * @throws Conflict for the last admin, and for external users, whose roles are their issuer's
     */
    public User changeRole(String organizationId, String id, Role role) {
        organizations.hold(organizationId);
        User user = find(organizationId, id);
        if (user.externalIssuer().isPresent()) {
            throw new Conflict("external_user", "The role of this user is given by the identity provider");
        }
        if (role != Role.ADMIN) {
            requireAnotherAdmin(user);
        }
        FieldChanges before = user.members();
        user.takeRole(role);
        changes.raise(ChangeKind.USER_CHANGED, user.subject(), before, user.members());
        if (role != Role.ADMIN) {
            invitations.endThoseOf(user, Optional.of(caller.id()));
        }
        return user;
    }

    /**
     * Removes a user and ends the invitations that the user has made. An external user comes back, as another one, with the
     * next token that the issuer gives out.
     */
    public void remove(String organizationId, String id) {
        organizations.hold(organizationId);
        User user = find(organizationId, id);
        requireAnotherAdmin(user);
        entities.remove(user);
        changes.raise(ChangeKind.USER_DELETED, user.subject(), user.members());
        invitations.endThoseOf(user, Optional.of(caller.id()));
    }

    /**
     * Holds the organization and refuses one user more than it may have.
     *
     * @throws PlanLimitExceeded when it has that many
     */
    public void requireRoom(String organizationId) {
        Plan plan = organizations.hold(organizationId);
        long there = entities.createNamedQuery("User.count", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
        PlanLimitExceeded.requireRoom("User", "users", there, settings.limits().users(), plan.wireName());
    }

    public User find(String organizationId, String id) {
        return NotFound.requireOwned(
                organizationId, entities.find(User.class, id), User::organizationId, "User not found");
    }

    /** One who can still sign in when the external issuer is gone. */
    private void requireAnotherAdmin(User user) {
        boolean last = entities.createNamedQuery("User.admins", String.class)
                .setParameter("organization", user.organizationId())
                .getResultStream()
                .allMatch(user.id()::equals);
        if (last && user.externalIssuer().isEmpty()) {
            throw new Conflict("last_admin", "An organization keeps at least one admin");
        }
    }
}
