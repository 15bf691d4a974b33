package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** For how long approvals of an organization have waited for a human. */
@Stateless
public class WaitingApprovals {

    private static final int MOST = 1_000;

    private static final String OLDEST = "select a.createdAt from Approval a where a.organizationId = :organization"
            + " and a.status = org.agentwarden.approvals.ApprovalStatus.PENDING"
            + " order by a.organizationId, a.status, a.createdAt";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private InstantSource clock;

    /**
     * The times at which the pending approvals were asked for.
     *
     * @param askedAt the oldest first, at most 1,000
     * @param now when they were read
     */
    public record Waiting(List<Instant> askedAt, Instant now) {

        public Optional<Instant> oldest() {
            return askedAt.stream().findFirst();
        }

        /** Whether there may be more of them. */
        public boolean isCapped() {
            return askedAt.size() == MOST;
        }

        /** How many have waited for at least the one time, and for less than the other. */
        public long between(Duration least, Duration limit) {
            return askedAt.stream()
                    .map(asked -> Duration.between(asked, now))
                    .filter(waited -> waited.compareTo(least) >= 0 && waited.compareTo(limit) < 0)
                    .count();
        }
    }

    public Waiting of(String organizationId) {
        return new Waiting(
                entities.createQuery(OLDEST, Instant.class)
                        .setParameter("organization", organizationId)
                        .setMaxResults(MOST)
                        .getResultList(),
                clock.instant());
    }
}
