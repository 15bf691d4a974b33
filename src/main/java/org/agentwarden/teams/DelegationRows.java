package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;

/** The delegations of an organization, at most one of each user. */
@ApplicationScoped
@Transactional
public class DelegationRows implements OwnedRows {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public RemovalPhase phase() {
        return RemovalPhase.FIRST;
    }

    /** Each {@link Delegation}. */
    @Override
    public int removeSome(String organizationId, int most) {
        return entities.createNamedQuery("Delegation.removeAll")
                .setParameter("organization", organizationId)
                .executeUpdate();
    }
}
