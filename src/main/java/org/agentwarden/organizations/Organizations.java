package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Plans;
import org.agentwarden.settings.Settings;

/** Looks organizations up, and changes them. */
@Stateless
public class Organizations {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<PlanChanged> planChanged;

    @Inject
    private Changes changes;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** The organization of a caller whose credential is good. @throws Unauthenticated when it has been deactivated */
    public Organization active(String id) {
        Organization organization = entities.find(Organization.class, id);
        if (organization == null || !organization.active()) {
            throw notActive();
        }
        return organization;
    }

    /**
     * Changes what the change names and leaves the rest. Concurrent callers wait for each other.
     *
     * @throws Forbidden when the operator keeps the plan to himself
     */
    public Organization change(String id, OrganizationChange change) {
        Plan planBefore = hold(id);
        Organization organization = active(id);
        FieldChanges before = organization.members();
        change.name().ifPresent(organization::rename);
        change.plan().filter(plan -> plan != organization.plan()).ifPresent(plan -> {
            requireOwnChoice();
            organization.take(plan);
            keepPast(new PastPlanKey(id, planBefore));
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

    private void requireOwnChoice() {
        if (settings.plans().chosenBy() == Plans.ChosenBy.OPERATOR) {
            throw new Forbidden("The operator of this server chooses the plan");
        }
    }

    private void keepPast(PastPlanKey key) {
        Instant now = clock.instant();
        PastPlan past = entities.find(PastPlan.class, key);
        if (past == null) {
            entities.persist(new PastPlan(key, now));
        } else {
            past.endAgain(now);
        }
    }

    /** The plans that an organization has, or had at some time since then. */
    public Set<Plan> plansSince(String id, Instant since) {
        Set<Plan> plans = EnumSet.of(planOf(id));
        entities.createNamedQuery("PastPlan.since", PastPlan.class)
                .setParameter("organization", id)
                .setParameter("since", since)
                .getResultStream()
                .map(PastPlan::plan)
                .forEach(plans::add);
        return plans;
    }

    /** The id of the organization, if there is exactly one. */
    public Optional<String> onlyOne() {
        List<String> some = ids("Organization.ids", 2);
        return some.size() == 1 ? Optional.of(some.get(0)) : Optional.empty();
    }

    /** Whether there is no organization at all, not even one whose rows are being removed. */
    public boolean isEmpty() {
        return ids("Organization.all", 1).isEmpty();
    }

    private List<String> ids(String query, int limit) {
        return entities.createNamedQuery(query, String.class)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * Makes concurrent callers wait for each other until the end of the caller's transaction: for what must hold over all
     * rows of an organization, such as a limit of their number. To be called before anything is read or locked.
     *
     * @return its plan
     * @throws Unauthenticated when it was removed while the caller waited
     */
    public Plan hold(String id) {
        Organization organization = entities.find(Organization.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (organization == null || !organization.active()) {
            throw notActive();
        }
        return organization.plan();
    }

    private static Unauthenticated notActive() {
        return new Unauthenticated("Organization is not active");
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

    /** The ids of all organizations with that plan, but for those that are being removed. */
    public List<String> withPlan(Plan plan) {
        return entities.createNamedQuery("Organization.withPlan", String.class)
                .setParameter("plan", plan)
                .getResultList();
    }
}
