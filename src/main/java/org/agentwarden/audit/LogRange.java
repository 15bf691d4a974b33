package org.agentwarden.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.PagedQuery;

/**
 * The rows of one organization's log between two seals, by time and then by id. Every row of the log is in exactly one
 * range of a chain of seals, whatever its time: before the first seal and behind the last one there is no limit.
 *
 * @param after the row that comes before the range; empty for the beginning of the log
 * @param upTo the last row of the range; empty for the end of the log
 */
public record LogRange(String organizationId, Optional<Listable> after, Optional<Listable> upTo) {

    static LogRange after(String organizationId, Optional<Seal> seal) {
        return new LogRange(organizationId, seal.map(LogRange::lastRow), Optional.empty());
    }

    static LogRange between(Optional<Seal> before, Seal seal) {
        return new LogRange(seal.organizationId(), before.map(LogRange::lastRow), Optional.of(lastRow(seal)));
    }

    /** What is left of the range after one of its rows. */
    LogRange from(LogEntry row) {
        return new LogRange(organizationId, Optional.of(row), upTo);
    }

    private static Listable lastRow(Seal seal) {
        return new PagedQuery.Key(seal.lastCreatedAt(), seal.lastId());
    }

    boolean isEmpty(EntityManager entities) {
        return rows(entities, 1).isEmpty();
    }

    /** The first rows of the range in the order in which they are sealed. */
    List<LogEntry> rows(EntityManager entities, int most) {
        return rows(Optional.empty(), entities, most);
    }

    /** The first of those rows that were written before a time. */
    List<LogEntry> rowsBefore(Instant time, EntityManager entities, int most) {
        return rows(Optional.of(time), entities, most);
    }

    private List<LogEntry> rows(Optional<Instant> before, EntityManager entities, int most) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<LogEntry> query = criteria.createQuery(LogEntry.class);
        Root<LogEntry> row = query.from(LogEntry.class);
        List<Predicate> conditions = conditions(criteria, row);
        before.ifPresent(time -> conditions.add(criteria.lessThan(row.get("createdAt"), time)));
        // H2 uses the index only when its first column is named in the order, too.
        query.where(conditions.toArray(Predicate[]::new))
                .orderBy(
                        criteria.asc(row.get("organizationId")),
                        criteria.asc(row.get("createdAt")),
                        criteria.asc(row.get("id")));
        return entities.createQuery(query).setMaxResults(most).getResultList();
    }

    long count(EntityManager entities) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = criteria.createQuery(Long.class);
        Root<LogEntry> row = query.from(LogEntry.class);
        query.select(criteria.count(row)).where(conditions(criteria, row).toArray(Predicate[]::new));
        return entities.createQuery(query).getSingleResult();
    }

    void remove(EntityManager entities) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaDelete<LogEntry> delete = criteria.createCriteriaDelete(LogEntry.class);
        delete.where(conditions(criteria, delete.from(LogEntry.class)).toArray(Predicate[]::new));
        entities.createQuery(delete).executeUpdate();
    }

    /** Compares the time twice, so that an index by time can be searched. */
    private List<Predicate> conditions(CriteriaBuilder criteria, Root<LogEntry> row) {
        Path<Instant> time = row.get("createdAt");
        Path<String> id = row.get("id");
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(criteria.equal(row.get("organizationId"), organizationId));
        after.ifPresent(first -> {
            conditions.add(criteria.greaterThanOrEqualTo(time, first.createdAt()));
            conditions.add(
                    criteria.or(criteria.greaterThan(time, first.createdAt()), criteria.greaterThan(id, first.id())));
        });
        upTo.ifPresent(last -> {
            conditions.add(criteria.lessThanOrEqualTo(time, last.createdAt()));
            conditions.add(
                    criteria.or(criteria.lessThan(time, last.createdAt()), criteria.lessThanOrEqualTo(id, last.id())));
        });
        return conditions;
    }
}
