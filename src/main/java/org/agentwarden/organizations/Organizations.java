package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.Members;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.settings.Plan;

/** Looks organizations up, and changes them. */
@Stateless
public class Organizations {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<PlanChanged> planChanged;

    @Inject
    private Changes changes;

    /** The organization of a caller whose credential is good. @throws Unauthenticated when it has been deactivated */
    public Organization active(String id) {
        Organization organization = entities.find(Organization.class, id);
        if (organization == null || !organization.active()) {
            throw new Unauthenticated("Organization is not active");
        }
        return organization;
    }

    /** Changes what the change names and leaves the rest. */
    public Organization change(String id, OrganizationChange change) {
        Organization organization = active(id);
        Members before = organization.members();
        change.name().ifPresent(organization::rename);
        change.plan().filter(plan -> plan != organization.plan()).ifPresent(plan -> {
            organization.take(plan);
            planChanged.fire(new PlanChanged(id));
        });
        changes.raise(ChangeKind.ORGANIZATION_CHANGED, organization.subject(), before, organization.members());
        return organization;
    }

    /** The id of the organization that was created first; empty when there is none. */
    public Optional<String> oldest() {
        return entities.createNamedQuery("Organization.byAge", String.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The id of the organization, if there is exactly one. */
    public Optional<String> onlyOne() {
        List<String> some = entities.createNamedQuery("Organization.ids", String.class)
                .setMaxResults(2)
                .getResultList();
        return some.size() == 1 ? Optional.of(some.get(0)) : Optional.empty();
    }

    /**
     * Makes concurrent callers wait for each other until the end of the caller's transaction: for what must hold over all
     * rows of an organization, such as a limit of their number. To be called before anything is read or locked.
     *
     * @return its plan
     */
    public Plan hold(String id) {
        return entities.find(Organization.class, id, LockModeType.PESSIMISTIC_WRITE)
                .plan();
    }

    /** Whether there is such an organization, and it has not been deactivated. */
    public boolean isActive(String id) {
        Organization organization = entities.find(Organization.class, id);
        return organization != null && organization.active();
    }

    /**
     * The plan of an organization.
     *
     * @throws IllegalArgumentException when there is no such organization
     */
    public Plan planOf(String id) {
        return Optional.ofNullable(entities.find(Organization.class, id))
                .map(Organization::plan)
                .orElseThrow(() -> new IllegalArgumentException("There is no organization " + id));
    }

    /** The ids of all organizations with that plan, active or not. */
    public List<String> withPlan(Plan plan) {
        return entities.createNamedQuery("Organization.withPlan", String.class)
                .setParameter("plan", plan)
                .getResultList();
    }
}
