package org.agentwarden.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Typed reading of a list of objects. The problems of each name its place, as {@code limits[0].per}. */
public final class RequestItems {

    private RequestItems() {}

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
                RequestFields members = new RequestFields(item);
                String place = name + "[" + items.size() + "].";
                items.add(reading.apply(members));
                members.problems().forEach(problem -> fields.problem(place + problem.field(), problem.message()));
            }
            return Optional.of(List.copyOf(items));
        });
    }
}
