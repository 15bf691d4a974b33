package org.agentwarden.platform;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.platform.http.Cursor;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PageResult.Count;
import org.agentwarden.platform.json.JsonCodec;

/**
 * A filtered list in the order of every list in the API: newest first, the id as tie-break. The entity has the
 * attributes {@code id}, {@code organizationId} and {@code createdAt}.
 */
public final class PagedQuery<T extends Listable> {

    private static final char ESCAPE = '!';
    private static final Pattern LIKE_SPECIAL = Pattern.compile("[!%_]");

    /** The place of a row in the list. */
    public record Key(Instant createdAt, String id) implements Listable {}

    /** What the rows of a list have in common. */
    @FunctionalInterface
    public interface Condition<T> {

        Predicate of(CriteriaBuilder criteria, Root<T> root);
    }

    private final EntityManager entities;
    private final CriteriaBuilder criteria;
    private final Class<T> type;
    private final List<String> scope = new ArrayList<>();
    private final List<Function<Root<T>, Predicate>> within = new ArrayList<>();
    private final List<Function<Root<T>, Predicate>> filters = new ArrayList<>();

    private PagedQuery(EntityManager entities, Class<T> type) {
        this.entities = entities;
        this.criteria = entities.getCriteriaBuilder();
        this.type = type;
    }

    /** Everything of that type which belongs to the organization. */
    public static <T extends Listable> PagedQuery<T> of(EntityManager entities, Class<T> type, String organizationId) {
        return new PagedQuery<>(entities, type).within("organizationId", organizationId);
    }

    /** Keeps what equals the value, by an index that goes on with the time and the id: the rest is not looked at. */
    public PagedQuery<T> within(String attribute, Object value) {
        scope.add(attribute);
        within.add(root -> criteria.equal(root.get(attribute), value));
        return this;
    }

    /** Keeps what equals the value; keeps all when there is none. */
    public PagedQuery<T> where(String attribute, Optional<?> value) {
        value.ifPresent(wanted -> filters.add(root -> criteria.equal(root.get(attribute), wanted)));
        return this;
    }

    /** Keeps what the condition holds for; keeps all when there is none. */
    public PagedQuery<T> where(Optional<Condition<T>> condition) {
        condition.ifPresent(wanted -> filters.add(root -> wanted.of(criteria, root)));
        return this;
    }

    /** Keeps what has one of the values in one of the attributes; keeps all when there are none. */
    public PagedQuery<T> whereOneOf(Optional<? extends Collection<?>> values, String... attributes) {
        values.ifPresent(wanted -> filters.add(root -> criteria.or(Stream.of(attributes)
                .map(attribute -> root.get(attribute).in(wanted))
                .toArray(Predicate[]::new))));
        return this;
    }

    /**
     * Keeps what has the text in one of the attributes, in capitals or not as the database's locale has them; keeps all when
     * there is none. In JSON, strings are
     * searched for the text as they mean it, escaped or not, and so is the JSON itself. No index helps: rows are read from
     * the newest on until the page is full.
     */
    public PagedQuery<T> containing(Optional<String> text, List<String> attributes, List<String> jsonAttributes) {
        text.ifPresent(wanted -> filters.add(root -> criteria.or(Stream.concat(
                        Stream.concat(attributes.stream(), jsonAttributes.stream())
                                .map(attribute -> contains(root, attribute, wanted)),
                        jsonAttributes.stream()
                                .filter(attribute -> !JsonCodec.escaped(wanted).equals(wanted))
                                .map(attribute -> contains(root, attribute, JsonCodec.escaped(wanted))))
                .toArray(Predicate[]::new))));
        return this;
    }

    private Predicate contains(Root<T> root, String attribute, String text) {
        String literal = LIKE_SPECIAL.matcher(text).replaceAll(ESCAPE + "$0");
        // The database lowers both sides: its locale decides which letters have capitals, and Java's rule may be
        // another.
        return criteria.like(
                criteria.lower(root.get(attribute)), criteria.lower(criteria.literal("%" + literal + "%")), ESCAPE);
    }

    /** Keeps what was created at or after the first time and before the second. */
    public PagedQuery<T> createdWithin(Optional<Instant> after, Optional<Instant> before) {
        after.ifPresent(time -> within.add(root -> criteria.greaterThanOrEqualTo(createdAt(root), time)));
        before.ifPresent(time -> within.add(root -> criteria.lessThan(createdAt(root), time)));
        return this;
    }

    public PageResult<T> page(Page page) {
        return MergedQuery.page(List.of(this), page);
    }

    List<T> rows(Optional<Cursor> start, boolean upward, int most) {
        CriteriaQuery<T> query = criteria.createQuery(type);
        Root<T> root = query.from(type);
        arrange(query, root, start, upward);
        return entities.createQuery(query).setMaxResults(most).getResultList();
    }

    List<Key> keys(Page page, int first, int most) {
        CriteriaQuery<Key> query = criteria.createQuery(Key.class);
        Root<T> root = query.from(type);
        query.select(criteria.construct(Key.class, createdAt(root), root.get("id")));
        arrange(query, root, page.cursor(), page.readsUpward());
        return entities.createQuery(query)
                .setFirstResult(first)
                .setMaxResults(most)
                .getResultList();
    }

    private void arrange(CriteriaQuery<?> query, Root<T> root, Optional<Cursor> start, boolean upward) {
        List<Predicate> conditions = conditions(root);
        start.ifPresent(cursor -> conditions.add(beyond(root, cursor)));
        query.where(conditions.toArray(Predicate[]::new)).orderBy(upward ? upward(root) : downward(root));
    }

    private List<Predicate> conditions(Root<T> root) {
        List<Predicate> conditions = new ArrayList<>();
        within.forEach(condition -> conditions.add(condition.apply(root)));
        filters.forEach(condition -> conditions.add(condition.apply(root)));
        return conditions;
    }

    /** Says the same of the time twice, so that an index can be searched by it. */
    private Predicate beyond(Root<T> root, Cursor cursor) {
        Path<Instant> time = createdAt(root);
        Path<String> id = root.get("id");
        return cursor.showsNewer()
                ? criteria.and(
                        criteria.greaterThanOrEqualTo(time, cursor.time()),
                        criteria.or(criteria.greaterThan(time, cursor.time()), criteria.greaterThan(id, cursor.id())))
                : criteria.and(
                        criteria.lessThanOrEqualTo(time, cursor.time()),
                        criteria.or(criteria.lessThan(time, cursor.time()), criteria.lessThan(id, cursor.id())));
    }

    /** H2 goes by an index only when its first columns, which are all the same here, are named too. */
    private List<Order> downward(Root<T> root) {
        List<Order> order = new ArrayList<>();
        scope.forEach(attribute -> order.add(criteria.asc(root.get(attribute))));
        order.add(criteria.desc(createdAt(root)));
        order.add(criteria.desc(root.get("id")));
        return order;
    }

    private List<Order> upward(Root<T> root) {
        List<Order> order = new ArrayList<>();
        scope.forEach(attribute -> order.add(criteria.asc(root.get(attribute))));
        order.add(criteria.asc(createdAt(root)));
        order.add(criteria.asc(root.get("id")));
        return order;
    }

    /** Of a list that is longer than so many rows, filtered out or not, the older rest is not looked at. */
    Count count(int most) {
        Optional<Instant> horizon = timeOfRow(most);
        if (horizon.isPresent() && filters.isEmpty()) {
            return new Count(most, true);
        }
        CriteriaQuery<Long> query = criteria.createQuery(Long.class);
        Root<T> root = query.from(type);
        List<Predicate> conditions = conditions(root);
        horizon.ifPresent(time -> conditions.add(criteria.greaterThanOrEqualTo(createdAt(root), time)));
        query.select(criteria.count(root)).where(conditions.toArray(Predicate[]::new));
        long number = entities.createQuery(query).getSingleResult();
        return new Count(Math.min(number, most), horizon.isPresent());
    }

    private Optional<Instant> timeOfRow(int number) {
        CriteriaQuery<Instant> query = criteria.createQuery(Instant.class);
        Root<T> root = query.from(type);
        query.select(createdAt(root))
                .where(within.stream().map(condition -> condition.apply(root)).toArray(Predicate[]::new))
                .orderBy(downward(root));
        return entities.createQuery(query)
                .setFirstResult(number)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private Path<Instant> createdAt(Root<T> root) {
        return root.get("createdAt");
    }
}
