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
public final class JsonBuilder {

    private final JsonObjectBuilder members;

    private JsonBuilder(JsonObjectBuilder members) {
        this.members = members;
    }

    public static JsonBuilder of() {
        return new JsonBuilder(JsonCodec.JSON.createObjectBuilder());
    }

    /** Begins with the members of another object. */
    public static JsonBuilder of(JsonObject object) {
        return new JsonBuilder(JsonCodec.JSON.createObjectBuilder(object));
    }

    public static <T> JsonArray array(Collection<T> items, Function<T, JsonObject> view) {
        JsonArrayBuilder array = JsonCodec.JSON.createArrayBuilder();
        items.forEach(item -> array.add(view.apply(item)));
        return array.build();
    }

    public JsonBuilder text(String name, @Nullable String value) {
        return value == null ? nothing(name) : value(name, JsonCodec.JSON.createValue(value));
    }

    public JsonBuilder flag(String name, boolean value) {
        return value(name, value ? JsonValue.TRUE : JsonValue.FALSE);
    }

    public JsonBuilder number(String name, @Nullable Long value) {
        return value == null ? nothing(name) : value(name, JsonCodec.JSON.createValue(value));
    }

    public JsonBuilder number(String name, @Nullable Integer value) {
        return value == null ? nothing(name) : value(name, JsonCodec.JSON.createValue(value));
    }

    public JsonBuilder decimal(String name, @Nullable BigDecimal value) {
        return value == null ? nothing(name) : value(name, JsonCodec.JSON.createValue(value));
    }

    /** ISO 8601 in UTC, with {@code Z}. */
    public JsonBuilder time(String name, @Nullable Instant value) {
        return value == null ? nothing(name) : text(name, Timestamps.iso(value));
    }

    public JsonBuilder texts(String name, Collection<String> values) {
        return value(name, JsonCodec.JSON.createArrayBuilder(values).build());
    }

    public JsonBuilder numbers(String name, Collection<? extends Number> values) {
        return value(name, JsonCodec.JSON.createArrayBuilder(values).build());
    }

    public JsonBuilder value(String name, JsonValue value) {
        members.add(name, value);
        return this;
    }

    private JsonBuilder nothing(String name) {
        return value(name, JsonValue.NULL);
    }

    public JsonObject build() {
        return members.build();
    }
}
