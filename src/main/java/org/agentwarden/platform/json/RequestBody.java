package org.agentwarden.platform.json;

import jakarta.json.JsonObject;
import java.util.function.Function;
import org.agentwarden.platform.http.InvalidInput;

/** The JSON object that a request carries; an empty body counts as an empty object. */
public final class RequestBody {

    private final JsonObject object;

    RequestBody(JsonObject object) {
        this.object = object;
    }

    /** Reads the members. @throws InvalidInput with every problem that the reading met */
    public <T> T as(Function<RequestFields, T> reading) {
        RequestFields fields = new RequestFields(object);
        T result = reading.apply(fields);
        if (!fields.problems().isEmpty()) {
            throw new InvalidInput(fields.problems());
        }
        return result;
    }
}
