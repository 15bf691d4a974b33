package org.agentwarden.platform;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.Page;

/**
 * A filtered list in the order of every list in the API: newest first, the id as tie-break. The entity has the
 * attributes {@code id}, {@code organizationId} and {@code createdAt}.
 */
public final class NewestFirst<T> {

    private final EntityManager entities;
    private final CriteriaBuilder criteria;
    private final CriteriaQuery<T> query;
    private final Root<T> root;
    private final List<Predicate> conditions = new ArrayList<>();

    private NewestFirst(EntityManager entities, Class<T> type) {
        this.entities = entities;
        this.criteria = entities.getCriteriaBuilder();
        this.query = criteria.createQuery(type);
        this.root = query.from(type);
    }

    /** Everything of that type which belongs to the organization. */
    public static <T> NewestFirst<T> of(EntityManager entities, Class<T> type, String organizationId) {
        return new NewestFirst<>(entities, type).where("organizationId", Optional.of(organizationId));
    }

    /** Keeps what equals the value; keeps all when there is none. */
    public NewestFirst<T> where(String attribute, Optional<?> value) {
        value.ifPresent(wanted -> conditions.add(criteria.equal(root.get(attribute), wanted)));
        return this;
    }

    /** Keeps what equals one of the values; keeps all when there is none. */
    public NewestFirst<T> whereAny(String attribute, Collection<?> values) {
        if (!values.isEmpty()) {
            conditions.add(root.get(attribute).in(values));
        }
        return this;
    }

    /** Keeps what was created at or after the first time and before the second. */
    public NewestFirst<T> createdWithin(Optional<Instant> after, Optional<Instant> before) {
        after.ifPresent(time -> conditions.add(criteria.greaterThanOrEqualTo(root.get("createdAt"), time)));
        before.ifPresent(time -> conditions.add(criteria.lessThan(root.get("createdAt"), time)));
        return this;
    }

    public List<T> page(Page page) {
        query.where(conditions.toArray(Predicate[]::new))
                .orderBy(criteria.desc(root.get("createdAt")), criteria.desc(root.get("id")));
        return entities.createQuery(query)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultList();
    }
}
