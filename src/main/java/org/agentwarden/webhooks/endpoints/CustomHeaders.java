package org.agentwarden.webhooks.endpoints;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;

/**
 * Headers that an endpoint's owner adds to its webhooks, for example a token for a gateway. Names and values follow RFC
 * 9110. Headers that control the connection, and those that we set, are refused. Pure.
 */
public record CustomHeaders(Map<String, String> byName) {

    static final CustomHeaders NONE = new CustomHeaders(Map.of());

    private static final int MOST = 20;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 2_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1," + LONGEST_NAME + "}");
    private static final Pattern VALUE =
            Pattern.compile("[\\x21-\\x7E](?:[\\x20-\\x7E]{0," + (LONGEST_VALUE - 2) + "}[\\x21-\\x7E])?");
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");
    private static final List<String> RESERVED_PREFIXES = List.of("webhook-", "x-agentwarden-");

    public CustomHeaders {
        byName = Map.copyOf(byName);
    }

    /** Why the object can't be used as headers; empty when it can. */
    static Optional<String> objection(JsonObject object) {
        if (object.size() > MOST) {
            return Optional.of("must not name more than " + MOST + " headers");
        }
        long different = object.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        if (different < object.size()) {
            return Optional.of("must not name a header twice");
        }
        return object.keySet().stream()
                .flatMap(name -> objection(object, name).stream())
                .findFirst();
    }

    private static Optional<String> objection(JsonObject object, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("has a name that is no header name of at most " + LONGEST_NAME + " characters");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
            return Optional.of("'" + name + "' is reserved");
        }
        boolean fits = object.get(name) instanceof JsonString value
                && VALUE.matcher(value.getString()).matches();
        return fits
                ? Optional.empty()
                : Optional.of(
                        "'" + name + "' must be text of at most " + LONGEST_VALUE + " printable ASCII characters");
    }

    /** @param object one without an {@link #objection} */
    static CustomHeaders of(JsonObject object) {
        Map<String, String> headers = new LinkedHashMap<>();
        object.forEach((name, value) -> headers.put(name, ((JsonString) value).getString()));
        return new CustomHeaders(headers);
    }

    static CustomHeaders parse(String text) {
        return of(JsonCodec.parseObject(text));
    }

    String text() {
        JsonBuilder view = JsonBuilder.of();
        byName.forEach(view::text);
        return JsonCodec.write(view.build());
    }

    /** Without the values, which may be secrets. */
    @Override
    public String toString() {
        return "CustomHeaders" + byName.keySet();
    }
}
