package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.Members;
import org.agentwarden.platform.NewestFirst;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.Listed;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.security.Passwords;

/** The people of an organization. */
@Stateless
public class Users {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private Changes changes;

    public Listed<User> list(String organizationId, Page page) {
        return NewestFirst.of(entities, User.class, organizationId).page(page);
    }

    public User add(String organizationId, String email, String password, Role role) {
        accounts.requireNew(email);
        User user = accounts.addUser(organizationId, email, passwords.hash(password), role);
        changes.raise(ChangeKind.USER_CREATED, user.subject(), user.members());
        return user;
    }

    public User changeRole(String organizationId, String id, Role role) {
        User user = find(organizationId, id);
        if (role != Role.ADMIN) {
            requireAnotherAdmin(user);
        }
        Members before = user.members();
        user.takeRole(role);
        changes.raise(ChangeKind.USER_CHANGED, user.subject(), before, user.members());
        return user;
    }

    public void remove(String organizationId, String id) {
        User user = find(organizationId, id);
        requireAnotherAdmin(user);
        entities.remove(user);
        changes.raise(ChangeKind.USER_DELETED, user.subject(), user.members());
    }

    public User find(String organizationId, String id) {
        User user = entities.find(User.class, id);
        if (user == null || !user.organizationId().equals(organizationId)) {
            throw new NotFound("User not found");
        }
        return user;
    }

    private void requireAnotherAdmin(User user) {
        boolean last = entities.createNamedQuery("User.admins", String.class)
                .setParameter("organization", user.organizationId())
                .getResultStream()
                .allMatch(user.id()::equals);
        if (last) {
            throw new Conflict("last_admin", "An organization keeps at least one admin");
        }
    }
}
