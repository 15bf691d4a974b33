package org.agentwarden.teams;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.Subject;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.organizations.Role;
import org.agentwarden.organizations.User;
import org.agentwarden.organizations.Users;
import org.agentwarden.platform.http.InvalidInput;

/** Who decides for whom, for a time. */
@Stateless
public class Delegations {

    private static final String BY_ID_OR_EMAIL =
            "select u from User u where u.organizationId = :organization and (u.id = :id or u.email = :email)";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Organizations organizations;

    @Inject
    private Users users;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * A delegation as it is shown.
     *
     * @param delegate who decides for the user
     */
    public record Shown(Delegation delegation, User delegate) {}

    /** The one of a user, which may begin later; empty when there is none, or its time is over. */
    public Optional<Shown> find(String organizationId, String userId) {
        String id = users.find(organizationId, userId).id();
        return present(id).map(delegation -> shown(organizationId, delegation));
    }

    private Shown shown(String organizationId, Delegation delegation) {
        return new Shown(delegation, users.find(organizationId, delegation.delegateId()));
    }

    private Optional<Delegation> present(String userId) {
        return Optional.ofNullable(entities.find(Delegation.class, userId))
                .filter(delegation -> !delegation.isOver(clock.instant()));
    }

    /**
     * Lets somebody decide for a user; takes the place of an earlier delegation of that user.
     *
     * @throws InvalidInput when that person can't, or the time is none
     */
    public Shown set(String organizationId, String userId, DelegationChange wanted) {
        organizations.hold(organizationId);
        User user = users.find(organizationId, userId);
        User delegate = delegate(user, wanted.to());
        DelegationPeriod period = DelegationPeriod.of(wanted.from(), wanted.until(), clock.instant());
        Delegation delegation = Optional.ofNullable(entities.find(Delegation.class, user.id()))
                .orElseGet(() -> {
                    Delegation first = new Delegation(organizationId, user.id(), delegate.id(), period);
                    entities.persist(first);
                    return first;
                });
        delegation.become(delegate.id(), period);
        changes.raise(ChangeKind.DELEGATION_SET, Subject.of(organizationId, user.id()), delegation.members());
        return new Shown(delegation, delegate);
    }

    private User delegate(User user, String idOrEmail) {
        User delegate = entities.createQuery(BY_ID_OR_EMAIL, User.class)
                .setParameter("organization", user.organizationId())
                .setParameter("id", idOrEmail)
                .setParameter("email", idOrEmail.strip().toLowerCase(Locale.ROOT))
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new InvalidInput("to", "must be a user of the organization"));
        if (delegate.id().equals(user.id())) {
            throw new InvalidInput("to", "must be somebody else");
        }
        if (delegate.role() == Role.VIEWER) {
            throw new InvalidInput("to", "must not be a viewer: a delegation gives nobody a role");
        }
        return delegate;
    }

    /** Ends the one of a user, if there is one. */
    public void end(String organizationId, String userId) {
        organizations.hold(organizationId);
        User user = users.find(organizationId, userId);
        Optional.ofNullable(entities.find(Delegation.class, user.id())).ifPresent(delegation -> {
            boolean isOver = delegation.isOver(clock.instant());
            entities.remove(delegation);
            if (!isOver) {
                changes.raise(ChangeKind.DELEGATION_ENDED, Subject.of(organizationId, user.id()), delegation.members());
            }
        });
    }

    /** The users for whom that user decides now, the longest away first. Whoever decides for them has no part in it. */
    public List<String> delegatorsOf(String userId) {
        Instant now = clock.instant();
        return entities.createNamedQuery("Delegation.delegators", String.class)
                .setParameter("delegate", userId)
                .setParameter("now", now)
                .getResultList();
    }
}
