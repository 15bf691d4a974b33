package org.agentwarden.openapi;

import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;

/**
 * The server's API by the letter of its document: whatever is sent with success, and whatever comes back, must be as
 * documented. Paths are given as in the document, with values for their parameters.
 */
public final class DocumentedApi {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final ApiDocument document;
    private final Api api;
    private final Set<String> answered;

    private DocumentedApi(ApiDocument document, Api api, Set<String> answered) {
        this.document = document;
        this.api = api;
        this.answered = answered;
    }

    public static DocumentedApi of(ApiDocument document, Api api) {
        return new DocumentedApi(document, api, new ConcurrentSkipListSet<>());
    }

    /** The same for somebody else; what is answered is noted together. */
    public DocumentedApi as(Api other) {
        return new DocumentedApi(document, other, answered);
    }

    /** What has been answered so far, such as {@code GET /api/agents 200}. */
    public Set<String> answered() {
        return Set.copyOf(answered);
    }

    public Answer get(String path, String... values) {
        return send("GET", path, "", values);
    }

    public Answer delete(String path, String... values) {
        return send("DELETE", path, "", values);
    }

    public Answer delete(String path, JsonObject body, String... values) {
        return send("DELETE", path, body.toString(), values);
    }

    /** Posts the document's own example. */
    public Answer post(String path, String... values) {
        return send("POST", path, example("POST", path), values);
    }

    public Answer post(String path, JsonStructure body, String... values) {
        return send("POST", path, body.toString(), values);
    }

    /** Puts the document's own example. */
    public Answer put(String path, String... values) {
        return send("PUT", path, example("PUT", path), values);
    }

    public Answer put(String path, JsonObject body, String... values) {
        return send("PUT", path, body.toString(), values);
    }

    private String example(String method, String path) {
        return document.operation(method, path).exampleBody().orElse("");
    }

    /** A query may follow the path. */
    private Answer send(String method, String path, String body, String... values) {
        Operation operation = document.operation(method, path.replaceFirst("\\?.*", ""));
        Answer answer = send(operation, body.isEmpty() ? Map.of() : JSON, body, filled(path, values));
        if (answer.status() < 300 && !body.isEmpty()) {
            document.checkRequest(operation, body);
        }
        return answer;
    }

    /**
     * Sends whatever is wanted.
     *
     * @param path filled, with its query
     */
    Answer send(Operation operation, Map<String, String> headers, String body, String path) {
        Answer answer = api.send(operation.method(), path, headers, body.getBytes(StandardCharsets.UTF_8));
        document.check(operation, answer);
        answered.add(operation + " " + answer.status());
        return answer;
    }

    static String filled(String path, String... values) {
        String filled = path;
        for (String value : values) {
            filled = filled.replaceFirst("\\{\\w+}", value);
        }
        return filled;
    }
}
