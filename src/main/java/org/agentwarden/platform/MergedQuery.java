package org.agentwarden.platform;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.Cursor;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PageResult.Count;

/** Several lists as if they were one. */
public final class MergedQuery {

    /** How many rows are looked at to count a list; whoever wants to know more narrows it. */
    private static final int MOST_COUNTED = 10_000;

    private static final int LEAST_COUNTED = 100;

    private static final Comparator<Listable> OLDEST_FIRST =
            Comparator.comparing(Listable::createdAt).thenComparing(Listable::id);

    private MergedQuery() {}

    /**
     * A page of the lists. Each is read by its own index. Of every list, no more rows are loaded than
     * the page shows, whatever its offset.
     */
    public static <T extends Listable> PageResult<T> page(List<PagedQuery<T>> lists, Page page) {
        return PageResult.of(page, rows(lists, page, page.limit() + 1), () -> count(lists));
    }

    /**
     * The next rows of a walk through the lists.
     *
     * @param last the last row that was seen; empty at the beginning
     */
    public static <T extends Listable> List<T> after(
            Optional<? extends Listable> last, List<PagedQuery<T>> lists, int most) {
        return rows(lists, new Page(most, 0, last.map(Cursor::olderThan)), most);
    }

    private static <T extends Listable> List<T> rows(List<PagedQuery<T>> lists, Page page, int most) {
        if (page.offset() == 0) {
            return rows(lists, page.cursor(), page.readsUpward(), most);
        }
        return lastSkipped(lists, page)
                .map(key -> page.readsUpward() ? Cursor.newerThan(key) : Cursor.olderThan(key))
                .map(cursor -> rows(lists, Optional.of(cursor), page.readsUpward(), most))
                .orElse(List.of());
    }

    private static <T extends Listable> List<T> rows(
            List<PagedQuery<T>> lists, Optional<Cursor> start, boolean upward, int most) {
        return lists.stream()
                .flatMap(list -> list.rows(start, upward, most).stream())
                .sorted(order(upward))
                .limit(most)
                .toList();
    }

    /** Where the page begins, read from indexes alone where nothing is filtered; empty when the lists end before. */
    private static <T extends Listable> Optional<PagedQuery.Key> lastSkipped(List<PagedQuery<T>> lists, Page page) {
        // One list is skipped by the database.
        int first = lists.size() == 1 ? page.offset() - 1 : 0;
        return lists.stream()
                .flatMap(list -> list.keys(page, first, page.offset() - first).stream())
                .sorted(order(page.readsUpward()))
                .skip(page.offset() - 1L - first)
                .findFirst();
    }

    private static Comparator<Listable> order(boolean upward) {
        return upward ? OLDEST_FIRST : OLDEST_FIRST.reversed();
    }

    private static <T extends Listable> Count count(List<PagedQuery<T>> lists) {
        int share = Math.max(LEAST_COUNTED, MOST_COUNTED / Math.max(1, lists.size()));
        return lists.stream().map(list -> list.count(share)).reduce(new Count(0, false), Count::plus);
    }
}
