package org.agentwarden.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One operation of the document.
 *
 * @param method in capitals
 * @param path with its parameters in braces
 * @param pointer where it stands in the document
 */
public record Operation(String method, String path, String pointer, JsonNode node) {

    /** Whether the document names the status among its answers. */
    public boolean documents(int status) {
        return node.path("responses").has(Integer.toString(status));
    }

    /** The status of success: there is one. */
    public int success() {
        return statuses().filter(status -> status < 300).findFirst().orElseThrow();
    }

    /** All statuses that the document names. */
    public Stream<Integer> statuses() {
        return names(node.path("responses")).map(Integer::valueOf);
    }

    /** Whether the answer goes on for long. */
    public boolean isStream() {
        return node.at("/responses/200/content").has("text/event-stream");
    }

    public boolean takesBody() {
        return node.has("requestBody");
    }

    /** Whether a credential is needed. */
    public boolean isProtected() {
        return node.has("security");
    }

    /** Whether it takes an API key, and not a person's token. */
    public boolean isForAgents() {
        return node.path("security").path(0).has("apiKey");
    }

    public boolean hasPathParameters() {
        return path.contains("{");
    }

    /** The example of its request's body. */
    public Optional<String> exampleBody() {
        JsonNode content = node.path("requestBody").path("content").path("application/json");
        return Optional.of(content.path("example"))
                .filter(example -> !example.isMissingNode())
                .map(JsonNode::toString);
    }

    static Stream<String> names(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
