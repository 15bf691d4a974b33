package org.agentwarden.holdings;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult.Count;

/** Rows of one entity, with the attributes {@code id}, {@code organizationId} and {@code createdAt}. */
@Transactional
public abstract class OwnedEntities<T extends Listable> implements OwnedRows {

    private static final Page FIRST_ROW = new Page(1, 0);

    private final String name;
    private final Class<T> type;
    private final RemovalPhase phase;

    @PersistenceContext
    private EntityManager entities;

    /**
     * For a bean.
     *
     * @param name in the plural
     */
    protected OwnedEntities(String name, Class<T> type, RemovalPhase phase) {
        this.name = name;
        this.type = type;
        this.phase = phase;
    }

    public String name() {
        return name;
    }

    @Override
    public RemovalPhase phase() {
        return phase;
    }

    /** How many an organization has, as far as lists are counted. */
    public Count count(String organizationId) {
        return list(organizationId).page(FIRST_ROW).total();
    }

    @Override
    public int removeSome(String organizationId, int most) {
        List<String> ids = entities.createQuery(
                        "select r.id from " + type.getSimpleName() + " r where r.organizationId = :organization",
                        String.class)
                .setParameter("organization", organizationId)
                .setMaxResults(most)
                .getResultList();
        if (!ids.isEmpty()) {
            remove(organizationId, ids);
        }
        return ids.size();
    }

    /** Removes these rows, and what belongs to them alone. */
    protected void remove(String organizationId, List<String> ids) {
        entities.createQuery("delete from " + type.getSimpleName() + " r where r.id in :ids")
                .setParameter("ids", ids)
                .executeUpdate();
    }

    protected PagedQuery<T> list(String organizationId) {
        return PagedQuery.of(entities, type, organizationId);
    }

    protected EntityManager entities() {
        return entities;
    }
}
