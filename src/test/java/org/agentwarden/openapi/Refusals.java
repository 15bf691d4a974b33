package org.agentwarden.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.agentwarden.systems.Answer;

/** How to make any operation answer with an error that the document names. */
public final class Refusals {

    /** The statuses that can be had from any operation that documents them. */
    public static final Set<Integer> STATUSES = Set.of(400, 401, 403, 404, 406, 413, 415);

    /** At the end of an id: no path has one. */
    private static final String BACKSLASH = "%5C";

    private static final int TOO_LARGE = 1024 * 1024 + 1;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain");

    private final ApiDocument document;
    private final DocumentedApi nobody;
    private final DocumentedApi agent;
    private final DocumentedApi admin;
    private final DocumentedApi viewer;

    public Refusals(
            ApiDocument document,
            DocumentedApi nobody,
            DocumentedApi agent,
            DocumentedApi admin,
            DocumentedApi viewer) {
        this.document = document;
        this.nobody = nobody;
        this.agent = agent;
        this.admin = admin;
        this.viewer = viewer;
    }

    /** Sends what should be refused with the status; empty where only another server could refuse so. */
    public Optional<Answer> provoke(Operation operation, int status) {
        DocumentedApi caller = operation.isForAgents() ? agent : admin;
        return switch (status) {
            case 400 -> nonsense(operation).map(wrong -> wrong.sentBy(caller));
            case 401 ->
                operation.isProtected() || operation.takesBody()
                        ? Optional.of(asDocumented(operation, nobody))
                        : Optional.empty();
            // A key that is bound to other agents is refused only what is about an agent that exists.
            case 403 ->
                operation.isProtected() && !operation.isForAgents()
                        ? Optional.of(asDocumented(operation, viewer))
                        : Optional.empty();
            case 404 -> operation.isProtected() ? Optional.of(asDocumented(operation, caller)) : Optional.empty();
            case 406 ->
                Optional.of(
                        with(operation, Map.of("Accept", "application/xml"), "").sentBy(caller));
            case 413 ->
                Optional.of(with(operation, JSON, "\"" + "x".repeat(TOO_LARGE) + "\"")
                        .sentBy(caller));
            case 415 -> Optional.of(with(operation, TEXT, "{}").sentBy(caller));
            default -> throw new IllegalArgumentException("Nobody can provoke " + status);
        };
    }

    /** A request that is wrong in one respect. */
    private record Wrong(Operation operation, Map<String, String> headers, String body, String query) {

        Answer sentBy(DocumentedApi caller) {
            return caller.send(operation, headers, body, withUnknownIds(operation) + query);
        }
    }

    private static Wrong with(Operation operation, Map<String, String> headers, String body) {
        return new Wrong(operation, headers, body, "");
    }

    /** The example of the document, about something that does not exist. */
    private static Answer asDocumented(Operation operation, DocumentedApi caller) {
        String body = operation.exampleBody().orElse("");
        return with(operation, body.isEmpty() ? Map.of() : JSON, body).sentBy(caller);
    }

    private Optional<Wrong> nonsense(Operation operation) {
        if (operation.takesBody()) {
            return Optional.of(with(operation, JSON, "{"));
        }
        for (JsonNode parameter : operation.node().path("parameters")) {
            JsonNode found = resolved(parameter);
            boolean free = found.path("schema").path("type").asText("string").equals("string")
                    && !found.path("schema").has("pattern");
            if (found.path("in").asText().equals("query") && !free) {
                return Optional.of(new Wrong(
                        operation, Map.of(), "", "?" + found.path("name").asText() + "=nonsense"));
            }
        }
        return operation.path().contains("{")
                ? Optional.of(new Wrong(operation, Map.of(), "", BACKSLASH))
                : Optional.empty();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.root().at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String withUnknownIds(Operation operation) {
        return operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    }
}
