package org.agentwarden.platform.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * One page of a list, newest first, and what there is beside it.
 *
 * @param hasNewer whether there is a page before this one
 * @param hasOlder whether there is a page after this one
 * @param total how long the whole list is
 */
public record PageResult<T>(List<T> items, boolean hasNewer, boolean hasOlder, Count total) {

    /**
     * How many rows a list has.
     *
     * @param capped whether there may be more than that, because not all were looked at
     */
    public record Count(long number, boolean capped) {

        public Count plus(Count other) {
            return new Count(number + other.number, capped || other.capped);
        }
    }

    /**
     * Cuts the page from what was found.
     *
     * @param found the page's rows in the direction in which it reads, and one more if there is one
     * @param count counts all rows of the list; not asked when the page shows its end
     */
    public static <T> PageResult<T> of(Page page, List<T> found, Supplier<Count> count) {
        boolean more = found.size() > page.limit();
        List<T> items = new ArrayList<>(more ? found.subList(0, page.limit()) : found);
        if (page.readsUpward()) {
            Collections.reverse(items);
            boolean isLast = page.cursor().filter(Cursor.BEGINNING::equals).isPresent();
            return new PageResult<>(items, more, !isLast || page.offset() > 0, count.get());
        }
        boolean showsEnd = !more && page.cursor().isEmpty() && (page.offset() == 0 || !items.isEmpty());
        Count total = showsEnd ? new Count(page.offset() + items.size(), false) : count.get();
        return new PageResult<>(items, !page.isTheNewest(), more, total);
    }
}
