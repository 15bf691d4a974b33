package org.agentwarden.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.agentwarden.openapi.ApiDocument;
import org.agentwarden.openapi.Operation;

/** An API document in TypeScript: the compiler compares every request of the dashboard, and what it reads, with it. */
final class ApiTypes {

    /** The functions of {@code api.js}, and the requests that they send. */
    private static final Map<String, String> FUNCTIONS =
            Map.of("Get", "GET", "List", "GET", "Post", "POST", "Put", "PUT", "Remove", "DELETE");

    private final ApiDocument document;

    private ApiTypes(ApiDocument document) {
        this.document = document;
    }

    /** Declarations in the namespace {@code Api}: a type for each schema, and the types of the functions. */
    static String of(ApiDocument document) {
        ApiTypes types = new ApiTypes(document);
        return Stream.concat(
                        types.schemas(), FUNCTIONS.keySet().stream().sorted().map(types::function))
                .collect(Collectors.joining("\n", """
                        declare namespace Api {
                        type Exact = number | import('./app/exact-json.js').ExactNumber;
                        type Parameter = string | number | boolean | null | undefined;
                        type Page<Row> = {rows: Row[], total: number | null, isLeast: boolean};
                        """, "\n}\n"));
    }

    private Stream<String> schemas() {
        return members(document.root().at("/components/schemas"))
                .map(schema -> "type " + schema.getKey() + " = " + type(schema.getValue()) + ";");
    }

    /** One overload for all paths that are asked and answered alike; the most specific ones are tried first. */
    private String function(String name) {
        Map<String, List<Operation>> overloads = document.operations().stream()
                .filter(operation -> operation.method().equals(FUNCTIONS.get(name)))
                .filter(operation -> !name.equals("List") || answer(operation).endsWith("[]"))
                .sorted(Comparator.comparingInt(ApiTypes::specificity).reversed())
                .collect(Collectors.groupingBy(
                        operation -> specificity(operation) + signature(name, operation),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return overloads.values().stream()
                .map(alike -> "  (path: " + paths(alike) + signature(name, alike.get(0)))
                .collect(Collectors.joining("\n", "interface " + name + " {\n", "\n}"));
    }

    private static int specificity(Operation operation) {
        List<String> segments = List.of(operation.path().split("/"));
        long names =
                segments.stream().filter(segment -> !segment.startsWith("{")).count();
        return segments.size() * 10 + (int) names;
    }

    private static String paths(Collection<Operation> operations) {
        return operations.stream()
                .map(operation -> "`" + operation.path().replaceAll("\\{\\w+}", "\\${string}") + "`")
                .collect(Collectors.joining(" | "));
    }

    private String signature(String name, Operation operation) {
        String answer = answer(operation);
        return switch (name) {
            case "Get" -> parameters(operation) + "): Promise<" + answer + ">;";
            case "List" ->
                parameters(operation) + "): Promise<Page<" + answer.substring(0, answer.length() - 2) + ">>;";
            case "Remove" -> (operation.takesBody() ? body(operation) : "") + "): Promise<" + answer + ">;";
            default -> body(operation) + "): Promise<" + answer + ">;";
        };
    }

    private String parameters(Operation operation) {
        return StreamSupport.stream(operation.node().path("parameters").spliterator(), false)
                .map(this::resolved)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText() + "?: Parameter")
                .reduce((one, other) -> one + ", " + other)
                .map(names -> ", parameters?: {" + names + "}")
                .orElse("");
    }

    private String body(Operation operation) {
        JsonNode body = operation.node().path("requestBody");
        if (body.isMissingNode()) {
            return ", body?: {}";
        }
        return (body.path("required").asBoolean() ? ", body: " : ", body?: ") + type(schema(body));
    }

    private String answer(Operation operation) {
        JsonNode answer = resolved(operation.node().path("responses").path(String.valueOf(operation.success())));
        return answer.has("content") ? type(schema(answer)) : "null";
    }

    private static JsonNode schema(JsonNode message) {
        return message.at("/content/application~1json/schema");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.root().at(node.path("$ref").asText().substring(1)) : node;
    }

    private static String type(JsonNode schema) {
        return schema.path("nullable").asBoolean() ? notNull(schema) + " | null" : notNull(schema);
    }

    private static String notNull(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.path("$ref").asText().replaceFirst(".*/", "");
        }
        if (schema.has("enum")) {
            return joined(schema.path("enum"), value -> "'" + value.asText() + "'", " | ");
        }
        if (schema.has("allOf")) {
            return joined(schema.path("allOf"), ApiTypes::type, " & ");
        }
        if (schema.has("oneOf")) {
            return joined(schema.path("oneOf"), ApiTypes::type, " | ");
        }
        return switch (schema.path("type").asText()) {
            case "string" -> "string";
            case "boolean" -> "boolean";
            case "integer" -> "number";
            case "number" -> "Exact";
            case "array" -> type(schema.path("items")).replaceFirst("^(.* \\| .*)$", "($1)") + "[]";
            case "object" -> object(schema);
            default -> "unknown";
        };
    }

    private static String object(JsonNode schema) {
        if (!schema.has("properties")) {
            JsonNode values = schema.path("additionalProperties");
            return "Record<string, " + (values.isObject() ? type(values) : "unknown") + ">";
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        return members(schema.path("properties"))
                .map(member ->
                        member.getKey() + (required.contains(member.getKey()) ? ": " : "?: ") + type(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String joined(JsonNode nodes, Function<JsonNode, String> each, String separator) {
        return StreamSupport.stream(nodes.spliterator(), false).map(each).collect(Collectors.joining(separator));
    }

    private static Stream<Map.Entry<String, JsonNode>> members(JsonNode object) {
        return object.properties().stream();
    }
}
