package org.agentwarden.platform.http;

import jakarta.ws.rs.core.UriInfo;

/**
 * Which part of a list a request wants.
 *
 * @param limit 1 to 100, 20 when not named
 * @param offset 0 or more, 0 when not named
 */
public record Page(int limit, int offset) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;
    private static final int MOST_OFFSET = 1_000_000_000;

    /**
     * Reads the query parameters {@code limit} and {@code offset}.
     *
     * @throws InvalidInput naming the parameter that can't be used
     */
    public static Page from(UriInfo uri) {
        return QueryFields.read(
                uri,
                query -> new Page(
                        query.integer("limit", DEFAULT_LIMIT, 1, MOST), query.integer("offset", 0, 0, MOST_OFFSET)));
    }
}
