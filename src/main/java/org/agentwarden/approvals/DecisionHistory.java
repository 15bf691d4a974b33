package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.approvals.DecisionStatistics.Asked;

/** The approvals of late, for statistics. The newest 10,000 are read, however many there are. */
@Stateless
public class DecisionHistory {

    static final int MOST_ROWS = 10_000;

    private static final String RECENT =
            "select a.agentId, a.action, a.quorum.teamId, a.permissionId, a.status, a.createdAt, a.resolvedAt from Approval a"
                    + " where a.organizationId = :organization and a.createdAt >= :since"
                    + " order by a.organizationId, a.createdAt desc, a.id desc";

    @PersistenceContext
    private EntityManager entities;

    public List<Asked> since(String organizationId, Instant since) {
        return entities.createQuery(RECENT, Object[].class)
                .setParameter("organization", organizationId)
                .setParameter("since", since)
                .setMaxResults(MOST_ROWS)
                .getResultStream()
                .map(row -> new Asked(
                        (String) row[0],
                        (String) row[1],
                        Optional.ofNullable((String) row[2]),
                        Optional.ofNullable((String) row[3]),
                        (ApprovalStatus) row[4],
                        (Instant) row[5],
                        Optional.ofNullable((Instant) row[6])))
                .toList();
    }
}
