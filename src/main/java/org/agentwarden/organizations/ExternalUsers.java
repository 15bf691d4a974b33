package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.LostRace;
import org.agentwarden.security.oidc.ExternalIdentity;

/** The people whom an external issuer signs in: each has a row, so that what they do can be told with who did it. */
@Stateless
public class ExternalUsers {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Invitations invitations;

    @Inject
    private SignIns signIns;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * The user of that identity as the issuer describes it now; added when it was never seen before. The first request of
     * a session at the issuer is a sign-in.
     *
     * @throws LostRace when it was added at the same time; once more, and it is found
     */
    public User signedIn(String organizationId, ExternalIdentity identity, Role role) {
        User signedIn = find(organizationId, identity)
                .map(user -> update(user, identity, role))
                .orElseGet(() -> add(organizationId, identity, role));
        beginSession(signedIn, identity);
        return signedIn;
    }

    private void beginSession(User user, ExternalIdentity identity) {
        Instant now = clock.instant();
        String id = ExternalSession.idOf(user, identity);
        ExternalSession known = entities.find(ExternalSession.class, id);
        if (known != null && !known.isOver(now)) {
            return;
        }
        if (known != null) {
            entities.detach(known);
        }
        entities.createNamedQuery("ExternalSession.removeExpired")
                .setParameter("now", now)
                .executeUpdate();
        entities.persist(new ExternalSession(id, now));
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw new LostRace(e);
        }
        signIns.beginExternal(user);
    }

    private Optional<User> find(String organizationId, ExternalIdentity identity) {
        return entities.createNamedQuery("User.byExternalIdentity", User.class)
                .setParameter("organization", organizationId)
                .setParameter("issuer", identity.issuer())
                .setParameter("subject", identity.subject())
                .getResultStream()
                .findFirst();
    }

    private User update(User user, ExternalIdentity identity, Role role) {
        FieldChanges before = user.members();
        boolean wasAdmin = user.role() == Role.ADMIN;
        user.becomeAs(identity, role);
        changes.raiseBy(Optional.of(user.id()), ChangeKind.USER_CHANGED, user.subject(), before, user.members());
        if (wasAdmin && role != Role.ADMIN) {
            invitations.endThoseOf(user, Optional.empty());
        }
        return user;
    }

    private User add(String organizationId, ExternalIdentity identity, Role role) {
        User user = new User(organizationId, identity, role, clock.instant());
        entities.persist(user);
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw new LostRace(e);
        }
        changes.raiseBy(
                Optional.of(user.id()),
                ChangeKind.USER_CREATED,
                user.subject(),
                user.members().shown());
        return user;
    }
}
