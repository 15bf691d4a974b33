package org.agentwarden.audit;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.agentwarden.audit.CheckCounts.Check;

/** The checks of late, counted. The newest 10,000 rows about agents are read, however busy an organization is. */
@Stateless
public class CheckHistory {

    private static final int MOST_ROWS = 10_000;

    private static final String RECENT = "select l.createdAt, l.status from LogEntry l"
            + " where l.organizationId = :organization and l.kind = org.agentwarden.audit.LogKind.AGENT"
            + " and l.createdAt >= :from and l.createdAt <= :now"
            + " order by l.organizationId, l.kind, l.createdAt desc, l.id desc";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private InstantSource clock;

    /** Of the last so many hours, or as far back as the rows reach. */
    public CheckCounts counts(String organizationId, Duration time) {
        Instant now = clock.instant();
        Instant from = now.minus(time);
        List<Check> rows = entities.createQuery(RECENT, Object[].class)
                .setParameter("organization", organizationId)
                .setParameter("from", from)
                .setParameter("now", now)
                .setMaxResults(MOST_ROWS)
                .getResultStream()
                .map(row -> new Check((Instant) row[0], (LogStatus) row[1]))
                .toList();
        Instant since =
                rows.size() < MOST_ROWS ? from : rows.get(rows.size() - 1).at();
        return CheckCounts.of(since, rows, now);
    }
}
