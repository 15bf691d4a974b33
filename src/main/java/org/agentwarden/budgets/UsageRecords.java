package org.agentwarden.budgets;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has been used of limits. Nothing is asked of the database where nothing is charged. */
@Stateless
public class UsageRecords {

    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private InstantSource clock;

    /** What is used already of what would be charged, by usage key; without those of which nothing is. */
    public Map<String, BigDecimal> used(Collection<Charge> charges) {
        if (charges.isEmpty()) {
            return Map.of();
        }
        Set<String> keys = charges.stream().map(Charge::usageKey).collect(Collectors.toSet());
        return entities.createNamedQuery("UsageBucket.used", Object[].class)
                .setParameter("keys", keys)
                .setParameter("now", clock.instant())
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (BigDecimal) row[1]));
    }

    /** Call it with the rows of the permissions locked: two callers could insert the same bucket. */
    public void add(Collection<Charge> charges) {
        Instant now = clock.instant();
        charges.stream()
                .collect(Collectors.toMap(Charge::usageKey, Function.identity(), (charge, same) -> charge))
                .values()
                .forEach(charge -> add(charge, charge.limit().per().bucket(now)));
    }

    private void add(Charge charge, long bucket) {
        int updated = entities.createNamedQuery("UsageBucket.add")
                .setParameter("amount", charge.amount())
                .setParameter("key", charge.usageKey())
                .setParameter("bucket", bucket)
                .executeUpdate();
        if (updated == 0) {
            entities.persist(new UsageBucket(charge, bucket));
        }
    }

    /** Removes at most 500 buckets that count no more. @return whether there may be others */
    public boolean removeOld() {
        List<String> old = entities.createNamedQuery("UsageBucket.old", String.class)
                .setParameter("now", clock.instant())
                .setMaxResults(STEP)
                .getResultList();
        if (!old.isEmpty()) {
            entities.createNamedQuery("UsageBucket.remove")
                    .setParameter("ids", old)
                    .executeUpdate();
        }
        return old.size() == STEP;
    }
}
