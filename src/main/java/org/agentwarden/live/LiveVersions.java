package org.agentwarden.live;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers in the database, by which nodes tell each other. */
@Stateless
public class LiveVersions {

    @PersistenceContext
    private EntityManager entities;

    /** Raises the numbers of one organization; fails when another node stores its first ones at the same time. */
    public void raise(String organizationId, Set<Topic> topics) {
        long approvals = topics.contains(Topic.APPROVALS) ? 1 : 0;
        long deliveries = topics.contains(Topic.DELIVERIES) ? 1 : 0;
        int raised = entities.createNamedQuery("LiveVersion.raise")
                .setParameter("approvals", approvals)
                .setParameter("deliveries", deliveries)
                .setParameter("organization", organizationId)
                .executeUpdate();
        if (raised == 0) {
            entities.persist(new LiveVersion(organizationId, approvals, deliveries));
        }
    }

    /** Those of some organizations; one in which nothing has ever happened is left out. */
    public Map<String, Versions> of(Collection<String> organizationIds) {
        return entities.createNamedQuery("LiveVersion.ofOrganizations", LiveVersion.class)
                .setParameter("organizations", organizationIds)
                .getResultStream()
                .collect(Collectors.toMap(LiveVersion::organizationId, LiveVersion::versions));
    }
}
