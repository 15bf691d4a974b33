package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;

/** The seals of an organization's log, and the notes of what was removed from it. They go after the rows. */
@ApplicationScoped
@Transactional
public class SealRows implements OwnedRows {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Checkpoints checkpoints;

    @Override
    public RemovalPhase phase() {
        return RemovalPhase.LAST;
    }

    @Override
    public int removeSome(String organizationId, int most) {
        List<Long> numbers = entities.createQuery(
                        "select s.number.number from LogSeal s where s.number.organizationId = :organization"
                                + " order by s.number.number",
                        Long.class)
                .setParameter("organization", organizationId)
                .setMaxResults(most)
                .getResultList();
        if (!numbers.isEmpty()) {
            return remove("LogSeal", organizationId, numbers.get(numbers.size() - 1));
        }
        checkpoints.forget(organizationId);
        return remove("LogTruncation", organizationId, Long.MAX_VALUE);
    }

    private int remove(String entity, String organizationId, long last) {
        return entities.createQuery("delete from " + entity
                        + " e where e.number.organizationId = :organization and e.number.number <= :last")
                .setParameter("organization", organizationId)
                .setParameter("last", last)
                .executeUpdate();
    }
}
