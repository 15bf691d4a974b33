package org.agentwarden.budgets;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.agentwarden.platform.json.RequestFields;

/**
 * The place of a value in the context of a check.
 *
 * @param path the names on the way to it, after {@code context}
 */
public record ContextMember(List<String> path) {

    static final int LONGEST = 200;
    private static final Pattern FORM = Pattern.compile("context(\\.[A-Za-z_][A-Za-z0-9_-]*)+");
    private static final Pattern DOT = Pattern.compile("\\.");

    static Optional<ContextMember> optionalFrom(RequestFields fields, String name) {
        return fields.optionalText(name, LONGEST).flatMap(text -> {
            Optional<ContextMember> member = parse(text);
            if (member.isEmpty()) {
                fields.problem(name, "must name a member of the context, as context.amount");
            }
            return member;
        });
    }

    static Optional<ContextMember> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new ContextMember(DOT.splitAsStream(text).skip(1).toList()))
                : Optional.empty();
    }

    /** JSON's null where the context has no such member. */
    JsonValue in(JsonObject context) {
        JsonValue value = context;
        for (String name : path) {
            value = value instanceof JsonObject object ? object.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
        }
        return value;
    }

    /** As a request writes it. */
    @Override
    public String toString() {
        return "context." + String.join(".", path);
    }
}
