package org.agentwarden.platform.http;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;

/**
 * The answer to a request for a list: a bare array, with the length of the whole list in {@code X-Total-Count} and the
 * neighbouring pages in {@code Link} (RFC 8288). The links hold cursors, so whoever follows them sees every row once,
 * whatever is added meanwhile; they begin with a slash, so no header of the request can turn them elsewhere.
 */
public final class PageResponse {

    private static final String TOTAL = "X-Total-Count";
    private static final String CAPPED = "X-Total-Count-Capped";
    private static final Set<String> PLACE = Set.of(Page.OFFSET, Page.CURSOR);

    /** Servers have little room for headers; who asks at such length goes without links. */
    private static final int LONGEST = 4_000;

    private final String list;
    private final StringJoiner links = new StringJoiner(", ");

    private PageResponse(UriInfo uri) {
        this.list = uri.getRequestUri().getRawPath() + "?" + otherParameters(uri);
    }

    public static <T extends Listable> Response of(UriInfo uri, PageResult<T> listed, Function<T, JsonObject> view) {
        List<T> items = listed.items();
        PageResponse answer = new PageResponse(uri);
        answer.link("first", Optional.empty());
        if (listed.hasNewer() && !items.isEmpty()) {
            answer.link("prev", Optional.of(Cursor.newerThan(items.get(0))));
        }
        if (listed.hasOlder() && !items.isEmpty()) {
            answer.link("next", Optional.of(Cursor.olderThan(items.get(items.size() - 1))));
        }
        answer.link("last", Optional.of(Cursor.BEGINNING));
        Response.ResponseBuilder response = Response.ok(JsonBuilder.array(items, view))
                .header(TOTAL, listed.total().number());
        if (listed.total().capped()) {
            response.header(CAPPED, true);
        }
        if (answer.links.length() <= LONGEST) {
            response.header(HttpHeaders.LINK, answer.links.toString());
        }
        return response.build();
    }

    private void link(String rel, Optional<Cursor> cursor) {
        String target =
                list + cursor.map(place -> Page.CURSOR + "=" + place.text()).orElse("");
        String tidy = target.endsWith("?") || target.endsWith("&") ? target.substring(0, target.length() - 1) : target;
        links.add("<" + tidy + ">; rel=\"" + rel + "\"");
    }

    /** Each of them, and an ampersand behind it. */
    private static String otherParameters(UriInfo uri) {
        StringBuilder parameters = new StringBuilder();
        uri.getQueryParameters().forEach((name, values) -> {
            if (!PLACE.contains(name)) {
                values.forEach(value -> parameters
                        .append(escaped(name))
                        .append('=')
                        .append(escaped(value))
                        .append('&'));
            }
        });
        return parameters.toString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
