package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.settings.Plan;

/** Looks organizations up. */
@Stateless
public class Organizations {

    @PersistenceContext
    private EntityManager entities;

    /** The organization of a caller whose credential is good. @throws Unauthenticated when it has been deactivated */
    public Organization active(String id) {
        Organization organization = entities.find(Organization.class, id);
        if (organization == null || !organization.active()) {
            throw new Unauthenticated("Organization is not active");
        }
        return organization;
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
