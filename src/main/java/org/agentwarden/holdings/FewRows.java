package org.agentwarden.holdings;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Rows of one entity, of which an organization has so few that one statement removes them all. */
@Transactional
public abstract class FewRows implements OwnedRows {

    private final String statement;
    private final RemovalPhase phase;

    @PersistenceContext
    private EntityManager entities;

    /**
     * For a bean.
     *
     * @param organization the path of the attribute with the organization's id
     */
    protected FewRows(Class<?> type, String organization, RemovalPhase phase) {
        this.statement = "delete from " + type.getSimpleName() + " r where r." + organization + " = :organization";
        this.phase = phase;
    }

    @Override
    public RemovalPhase phase() {
        return phase;
    }

    @Override
    public int removeSome(String organizationId, int most) {
        return entities.createQuery(statement)
                .setParameter("organization", organizationId)
                .executeUpdate();
    }

    protected EntityManager entities() {
        return entities;
    }
}
