package org.agentwarden.changes;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;

/**
 * What can be changed on a thing, as it is at one moment. Pure.
 *
 * @param shown members that anybody who reads the log may know
 * @param secret members of which only a change may be known
 */
public record FieldChanges(JsonObject shown, Map<String, String> secret) {

    public FieldChanges {
        secret = Map.copyOf(secret);
    }

    public static FieldChanges of(JsonObject shown) {
        return new FieldChanges(shown, Map.of());
    }

    /** What differs later, as {@link ManagementChanged#details} tells it; empty when nothing does. */
    JsonObject differenceTo(FieldChanges later) {
        JsonBuilder difference = JsonBuilder.of();
        later.shown.forEach((name, value) -> {
            JsonValue old = shown.getOrDefault(name, JsonValue.NULL);
            // As canonical text, because a database may write the same number with other decimals.
            if (!JsonCodec.canonical(old).equals(JsonCodec.canonical(value))) {
                difference.value(
                        name,
                        JsonBuilder.of().value("old", old).value("new", value).build());
            }
        });
        later.secret.forEach((name, value) -> {
            if (!value.equals(secret.get(name))) {
                difference.value(name, JsonBuilder.of().flag("changed", true).build());
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
