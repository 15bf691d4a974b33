package org.agentwarden.live;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.agentwarden.platform.ClusterLock;

/** The numbers in the database, by which nodes tell each other. */
@Stateless
public class VersionStore {

    @PersistenceContext
    private EntityManager entities;

    /** Raises the numbers of one organization. */
    public void raise(String organizationId, Set<Topic> topics) {
        long approvals = topics.contains(Topic.APPROVALS) ? 1 : 0;
        long deliveries = topics.contains(Topic.DELIVERIES) ? 1 : 0;
        if (!raise(organizationId, approvals, deliveries)) {
            ClusterLock.take(entities, ClusterLock.Name.FIRST_LIVE_VERSION);
            // Another node may have stored the first ones while this one waited.
            if (!raise(organizationId, approvals, deliveries)) {
                entities.persist(new StoredVersions(organizationId, approvals, deliveries));
            }
        }
    }

    private boolean raise(String organizationId, long approvals, long deliveries) {
        return entities.createNamedQuery("StoredVersions.raise")
                        .setParameter("approvals", approvals)
                        .setParameter("deliveries", deliveries)
                        .setParameter("organization", organizationId)
                        .executeUpdate()
                > 0;
    }

    /** Those of some organizations; one in which nothing has ever happened is left out. */
    public Map<String, TopicVersions> of(Collection<String> organizationIds) {
        return entities.createNamedQuery("StoredVersions.ofOrganizations", StoredVersions.class)
                .setParameter("organizations", organizationIds)
                .getResultStream()
                .collect(Collectors.toMap(StoredVersions::organizationId, StoredVersions::versions));
    }
}
