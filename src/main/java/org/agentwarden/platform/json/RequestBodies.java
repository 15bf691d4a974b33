package org.agentwarden.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.InvalidInput;

/** The JSON object that a request carries, or an array of them. */
public final class RequestBodies {

    private final JsonStructure json;

    private RequestBodies(JsonStructure json) {
        this.json = json;
    }

    /** @throws InvalidInput when the value is neither an object nor an array */
    static RequestBodies of(JsonValue value) {
        if (value instanceof JsonStructure structure) {
            return new RequestBodies(structure);
        }
        throw new InvalidInput(RequestBodyReader.FIELD, "must be a JSON object or an array of JSON objects");
    }

    /** The only object; empty when the request carries an array, even one of a single object. */
    public Optional<RequestBody> single() {
        return json instanceof JsonObject object ? Optional.of(new RequestBody(object)) : Optional.empty();
    }

    /** The objects of the array. @throws InvalidInput when it is empty, has more objects, or anything else in it */
    public List<RequestBody> batch(int most) {
        JsonArray array = json.asJsonArray();
        boolean fits =
                !array.isEmpty() && array.size() <= most && array.stream().allMatch(JsonObject.class::isInstance);
        if (!fits) {
            throw new InvalidInput(RequestBodyReader.FIELD, "must be an array of 1 to " + most + " JSON objects");
        }
        return array.stream().map(item -> new RequestBody(item.asJsonObject())).toList();
    }
}
