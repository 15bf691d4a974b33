package org.agentwarden.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Typed reading of objects within an object. Their problems name the place, as {@code limits[0].per}. */
public final class RequestItems {

    private RequestItems() {}

    /** An optional object; JSON's null counts as absent. */
    public static <T> Optional<T> optionalOne(RequestFields fields, String name, Function<RequestFields, T> reading) {
        return fields.present(name).flatMap(value -> {
            if (!(value instanceof JsonObject object)) {
                fields.problem(name, "must be an object");
                return Optional.empty();
            }
            return Optional.of(read(fields, name, object, reading));
        });
    }

    private static <T> T read(
            RequestFields fields, String place, JsonObject object, Function<RequestFields, T> reading) {
        RequestFields members = new RequestFields(object);
        T read = reading.apply(members);
        members.problems().forEach(problem -> fields.problem(place + "." + problem.field(), problem.message()));
        return read;
    }

    /** An optional list; JSON's null counts as absent. */
    public static <T> Optional<List<T>> optional(
            RequestFields fields, String name, int most, Function<RequestFields, T> reading) {
        return fields.present(name).flatMap(value -> {
            if (!(value instanceof JsonArray array)
                    || array.size() > most
                    || !array.stream().allMatch(JsonObject.class::isInstance)) {
                fields.problem(name, "must be an array of at most " + most + " objects");
                return Optional.empty();
            }
            List<T> items = new ArrayList<>();
            for (JsonObject item : array.getValuesAs(JsonObject.class)) {
                items.add(read(fields, name + "[" + items.size() + "]", item, reading));
            }
            return Optional.of(List.copyOf(items));
        });
    }
}
