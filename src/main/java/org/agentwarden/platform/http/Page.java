package org.agentwarden.platform.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/**
 * Which part of a list a request wants.
 *
 * @param limit 1 to 100, 20 when not named
 * @param offset how many rows are skipped, from the cursor or the newest one on; 0 to 10,000, 0 when not named
 * @param cursor where to begin; empty for the newest row
 */
public record Page(int limit, int offset, Optional<Cursor> cursor) {

    static final String OFFSET = "offset";
    static final String CURSOR = "cursor";

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;

    /** The database reads every row that is skipped. */
    private static final int MOST_OFFSET = 10_000;

    private static final int MOST_CURSOR = 100;

    /** A page of the list as it is now. */
    public Page(int limit, int offset) {
        this(limit, offset, Optional.empty());
    }

    /**
     * Reads the query parameters {@code limit}, {@code offset} and {@code cursor}.
     *
     * @throws InvalidInput naming the parameter that can't be used
     */
    public static Page from(UriInfo uri) {
        return QueryFields.read(
                uri,
                query -> new Page(
                        query.integer("limit", DEFAULT_LIMIT, 1, MOST),
                        query.integer(OFFSET, 0, 0, MOST_OFFSET, "; for rows beyond, follow the Link header"),
                        query.optionalText(CURSOR, MOST_CURSOR).flatMap(text -> cursor(query, text))));
    }

    private static Optional<Cursor> cursor(QueryFields query, String text) {
        Optional<Cursor> cursor = Cursor.parse(text);
        if (cursor.isEmpty()) {
            query.problem(CURSOR, Cursor.EXPECTED);
        }
        return cursor;
    }

    /** Whether the rows are read from the oldest on. */
    public boolean readsUpward() {
        return cursor.filter(Cursor::showsNewer).isPresent();
    }

    boolean isTheNewest() {
        return offset == 0 && cursor.isEmpty();
    }
}
