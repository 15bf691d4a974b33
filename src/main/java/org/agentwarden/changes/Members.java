package org.agentwarden.changes;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import org.agentwarden.platform.json.JsonText;
import org.agentwarden.platform.json.JsonView;

/**
 * What can be changed on a thing, as it is at one moment. Pure.
 *
 * @param shown members that anybody who reads the log may know
 * @param secret members of which only a change may be known
 */
public record Members(JsonObject shown, Map<String, String> secret) {

    public Members {
        secret = Map.copyOf(secret);
    }

    public static Members of(JsonObject shown) {
        return new Members(shown, Map.of());
    }

    /** What differs later, as {@link ManagementChanged#details} tells it; empty when nothing does. */
    JsonObject differenceTo(Members later) {
        JsonView difference = JsonView.of();
        later.shown.forEach((name, value) -> {
            JsonValue old = shown.getOrDefault(name, JsonValue.NULL);
            // As canonical text, because a database may write the same number with other decimals.
            if (!JsonText.canonical(old).equals(JsonText.canonical(value))) {
                difference.value(
                        name,
                        JsonView.of().value("old", old).value("new", value).build());
            }
        });
        later.secret.forEach((name, value) -> {
            if (!value.equals(secret.get(name))) {
                difference.value(name, JsonView.of().flag("changed", true).build());
            }
        });
        return difference.build();
    }

    /** Without the secret values. */
    @Override
    public String toString() {
        return "Members" + shown + secret.keySet();
    }
}
