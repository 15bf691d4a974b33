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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.platform.http.Cursor;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.Listed;
import org.agentwarden.platform.http.Listed.Count;
import org.agentwarden.platform.http.Page;

/**
 * A filtered list in the order of every list in the API: newest first, the id as tie-break. The entity has the
 * attributes {@code id}, {@code organizationId} and {@code createdAt}.
 */
public final class NewestFirst<T extends Dated> {

    /** How many rows are looked at to count a list; whoever wants to know more narrows it. */
    private static final int MOST_COUNTED = 10_000;

    private static final int LEAST_COUNTED = 100;

    /** How far down lists can be merged: so much is read of each. */
    private static final int DEEPEST = 1_000;

    private static final char ESCAPE = '!';
    private static final Pattern LIKE_SPECIAL = Pattern.compile("[!%_]");

    private static final Comparator<Dated> OLDEST_FIRST =
            Comparator.comparing(Dated::createdAt).thenComparing(Dated::id);

    private final EntityManager entities;
    private final CriteriaBuilder criteria;
    private final Class<T> type;
    private final List<String> scope = new ArrayList<>();
    private final List<Function<Root<T>, Predicate>> within = new ArrayList<>();
    private final List<Function<Root<T>, Predicate>> filters = new ArrayList<>();

    private NewestFirst(EntityManager entities, Class<T> type) {
        this.entities = entities;
        this.criteria = entities.getCriteriaBuilder();
        this.type = type;
    }

    /** Everything of that type which belongs to the organization. */
    public static <T extends Dated> NewestFirst<T> of(EntityManager entities, Class<T> type, String organizationId) {
        return new NewestFirst<>(entities, type).within("organizationId", organizationId);
    }

    /** Keeps what equals the value, by an index that goes on with the time and the id: the rest is not looked at. */
    public NewestFirst<T> within(String attribute, Object value) {
        scope.add(attribute);
        within.add(root -> criteria.equal(root.get(attribute), value));
        return this;
    }

    /** Keeps what equals the value; keeps all when there is none. */
    public NewestFirst<T> where(String attribute, Optional<?> value) {
        value.ifPresent(wanted -> filters.add(root -> criteria.equal(root.get(attribute), wanted)));
        return this;
    }

    /** Keeps what equals one of the values; keeps all when there is none. */
    public NewestFirst<T> whereAny(String attribute, Collection<?> values) {
        if (!values.isEmpty()) {
            filters.add(root -> root.get(attribute).in(values));
        }
        return this;
    }

    /**
     * Keeps what has the text in one of the attributes, in capitals or not; keeps all when there is none. No index helps: rows
     * are read from the newest on until the page is full.
     */
    public NewestFirst<T> containing(Optional<String> text, String... attributes) {
        text.map(NewestFirst::pattern)
                .ifPresent(pattern -> filters.add(root -> criteria.or(Stream.of(attributes)
                        .map(attribute -> criteria.like(criteria.lower(root.get(attribute)), pattern, ESCAPE))
                        .toArray(Predicate[]::new))));
        return this;
    }

    private static String pattern(String text) {
        return "%" + LIKE_SPECIAL.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(ESCAPE + "$0") + "%";
    }

    /** Keeps what was created at or after the first time and before the second. */
    public NewestFirst<T> createdWithin(Optional<Instant> after, Optional<Instant> before) {
        after.ifPresent(time -> within.add(root -> criteria.greaterThanOrEqualTo(createdAt(root), time)));
        before.ifPresent(time -> within.add(root -> criteria.lessThan(createdAt(root), time)));
        return this;
    }

    public Listed<T> page(Page page) {
        return Listed.of(page, rows(page, page.offset(), page.limit() + 1), () -> count(MOST_COUNTED));
    }

    /**
     * A page of several lists as if they were one. Each is read by its own index, because one over all would cost every
     * row something.
     *
     * @throws InvalidInput when the page is too far down for that
     */
    public static <T extends Dated> Listed<T> page(List<NewestFirst<T>> lists, Page page) {
        if (lists.size() == 1) {
            return lists.get(0).page(page);
        }
        if (page.offset() > DEEPEST) {
            throw new InvalidInput(
                    "offset",
                    "must not be greater than " + DEEPEST + "; follow the Link header, or use created_before");
        }
        return Listed.of(page, merged(lists, page, page.limit() + 1), () -> count(lists));
    }

    /**
     * The next rows of a walk through several lists as if they were one.
     *
     * @param last the last row that was seen; empty at the beginning
     */
    public static <T extends Dated> List<T> after(Optional<T> last, List<NewestFirst<T>> lists, int most) {
        return merged(lists, new Page(most, 0, last.map(Cursor::olderThan)), most);
    }

    private static <T extends Dated> List<T> merged(List<NewestFirst<T>> lists, Page page, int most) {
        Comparator<Dated> order = page.readsUpward() ? OLDEST_FIRST : OLDEST_FIRST.reversed();
        return lists.stream()
                .flatMap(list -> list.rows(page, 0, page.offset() + most).stream())
                .sorted(order)
                .skip(page.offset())
                .limit(most)
                .toList();
    }

    private static <T extends Dated> Count count(List<NewestFirst<T>> lists) {
        int share = Math.max(LEAST_COUNTED, MOST_COUNTED / Math.max(1, lists.size()));
        return lists.stream().map(list -> list.count(share)).reduce(new Count(0, false), Count::plus);
    }

    private List<T> rows(Page page, int offset, int most) {
        CriteriaQuery<T> query = criteria.createQuery(type);
        Root<T> root = query.from(type);
        List<Predicate> conditions = conditions(root);
        page.cursor().ifPresent(cursor -> conditions.add(beyond(root, cursor)));
        query.where(conditions.toArray(Predicate[]::new)).orderBy(page.readsUpward() ? upward(root) : downward(root));
        return entities.createQuery(query)
                .setFirstResult(offset)
                .setMaxResults(most)
                .getResultList();
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
        return List.of(
                criteria.asc(root.get(scope.get(0))), criteria.asc(createdAt(root)), criteria.asc(root.get("id")));
    }

    /** Of a list that is longer than so many rows, filtered out or not, the older rest is not looked at. */
    private Count count(int most) {
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
