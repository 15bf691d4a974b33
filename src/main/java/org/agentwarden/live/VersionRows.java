package org.agentwarden.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;

/** How often the data behind an organization's pages has changed: at most one row. */
@ApplicationScoped
@Transactional
public class VersionRows implements OwnedRows {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public RemovalPhase phase() {
        return RemovalPhase.LAST;
    }

    @Override
    public int removeSome(String organizationId, int most) {
        return entities.createQuery("delete from StoredVersions v where v.organizationId = :organization")
                .setParameter("organization", organizationId)
                .executeUpdate();
    }
}
