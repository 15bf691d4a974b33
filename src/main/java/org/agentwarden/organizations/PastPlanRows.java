package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;

/** The plans that an organization has had, each at most once. */
@ApplicationScoped
@Transactional
public class PastPlanRows implements OwnedRows {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public RemovalPhase phase() {
        return RemovalPhase.LAST;
    }

    @Override
    public int removeSome(String organizationId, int most) {
        return entities.createQuery("delete from PastPlan p where p.id.organizationId = :organization")
                .setParameter("organization", organizationId)
                .executeUpdate();
    }
}
