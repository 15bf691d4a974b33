package org.agentwarden.systems;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the server answered.
 *
 * @param headers by their names in any case
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    public boolean isJson() {
        return header("content-type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    /** The body as an object; fails with the whole answer in the message when it is none. */
    public JsonObject json() {
        if (value() instanceof JsonObject object) {
            return object;
        }
        throw new IllegalStateException("Not a JSON object: " + this);
    }

    /** The body as an array; fails with the whole answer in the message when it is none. */
    public JsonArray array() {
        if (value() instanceof JsonArray array) {
            return array;
        }
        throw new IllegalStateException("Not a JSON array: " + this);
    }

    private JsonValue value() {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            throw new IllegalStateException("Not JSON: " + this, e);
        }
    }

    /** This answer, when it has the status; fails with the whole answer in the message otherwise. */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new IllegalStateException("Expected status " + wanted + ", got " + this);
        }
        return this;
    }

    /** The code of a refusal with that status. */
    public String refusal(int wanted) {
        return expect(wanted).json().getJsonObject("detail").getString("error");
    }

    /** The fields that a 400 names. */
    public List<String> wrongFields() {
        return expect(400).json().getJsonObject("detail").getJsonArray("fields").getValuesAs(JsonObject.class).stream()
                .map(problem -> problem.getString("field"))
                .toList();
    }

    /** The answer to a request; a server that is busy, and so has done nothing, is asked again for at most 30 s. */
    public static Answer whenServed(Supplier<Answer> request) {
        return await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .pollInterval(Duration.ofMillis(200))
                .until(request::get, answer -> answer.status() != 503);
    }
}
