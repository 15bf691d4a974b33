package org.agentwarden.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.agentwarden.platform.http.Timestamps;
import org.jspecify.annotations.Nullable;

/** Builds the JSON object of an answer, member by member; a null value is written as JSON's null. */
public final class JsonView {

    private final JsonObjectBuilder members;

    private JsonView(JsonObjectBuilder members) {
        this.members = members;
    }

    public static JsonView of() {
        return new JsonView(JsonText.JSON.createObjectBuilder());
    }

    /** Begins with the members of another object. */
    public static JsonView of(JsonObject object) {
        return new JsonView(JsonText.JSON.createObjectBuilder(object));
    }

    public static <T> JsonArray array(Collection<T> items, Function<T, JsonObject> view) {
        JsonArrayBuilder array = JsonText.JSON.createArrayBuilder();
        items.forEach(item -> array.add(view.apply(item)));
        return array.build();
    }

    public JsonView text(String name, @Nullable String value) {
        return value == null ? nothing(name) : value(name, JsonText.JSON.createValue(value));
    }

    public JsonView flag(String name, boolean value) {
        return value(name, value ? JsonValue.TRUE : JsonValue.FALSE);
    }

    public JsonView number(String name, @Nullable Long value) {
        return value == null ? nothing(name) : value(name, JsonText.JSON.createValue(value));
    }

    public JsonView number(String name, @Nullable Integer value) {
        return value == null ? nothing(name) : value(name, JsonText.JSON.createValue(value));
    }

    public JsonView decimal(String name, @Nullable BigDecimal value) {
        return value == null ? nothing(name) : value(name, JsonText.JSON.createValue(value));
    }

    /** ISO 8601 in UTC, with {@code Z}. */
    public JsonView time(String name, @Nullable Instant value) {
        return value == null ? nothing(name) : text(name, Timestamps.iso(value));
    }

    public JsonView texts(String name, Collection<String> values) {
        return value(name, JsonText.JSON.createArrayBuilder(values).build());
    }

    public JsonView numbers(String name, Collection<? extends Number> values) {
        return value(name, JsonText.JSON.createArrayBuilder(values).build());
    }

    public JsonView value(String name, JsonValue value) {
        members.add(name, value);
        return this;
    }

    private JsonView nothing(String name) {
        return value(name, JsonValue.NULL);
    }

    public JsonObject build() {
        return members.build();
    }
}
