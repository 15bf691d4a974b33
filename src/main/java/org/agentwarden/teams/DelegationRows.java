package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;

/** The delegations of an organization, at most one of each user. */
@ApplicationScoped
@Transactional
public class DelegationRows implements OwnedRows {

    @PersistenceContext
    private EntityManager entities;

    /**
     * The next ones, in the order of the users who are away; also those that are over and have not been replaced.
     *
     * @param after the user of the last one that was read; empty at the beginning
     */
    public List<Delegation> next(String organizationId, String after, int most) {
        return entities.createNamedQuery("Delegation.ofOrganization", Delegation.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
    }

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
