package org.agentwarden.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentwarden.systems.Answer;

/**
 * An OpenAPI 3.0 document that is taken at its word: what it does not mention must not be there, although it leaves room
 * for additions. Thread-safe.
 */
public final class ApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCATION = "https://agentwarden.test/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode root;
    private final SchemaRegistry schemas;

    private ApiDocument(JsonNode root) {
        this.root = root;
        JsonNode strict = root.deepCopy();
        close(strict);
        this.schemas = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(LOCATION, strict.toString())));
    }

    /** A document as JSON text. */
    public static ApiDocument parse(String json) {
        return new ApiDocument(read(json));
    }

    /** Forbids the members that no schema of an object names. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::close);
    }

    /** The whole document. */
    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        return Operation.names(root.path("paths"))
                .flatMap(path -> Operation.names(root.path("paths").path(path))
                        .filter(METHODS::contains)
                        .map(method -> operation(method, path)))
                .toList();
    }

    /** One operation, which must be there. */
    public Operation operation(String method, String path) {
        String pointer = "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT);
        JsonNode node = root.at(pointer);
        if (node.isMissingNode()) {
            throw new AssertionError(method + " " + path + " is not documented");
        }
        return new Operation(method.toUpperCase(Locale.ROOT), path, pointer, node);
    }

    /** Fails unless the answer is one that the document foresees for the operation, to the last member. */
    public void check(Operation operation, Answer answer) {
        if (!operation.documents(answer.status())) {
            throw new AssertionError(operation + " is not documented to answer " + answer);
        }
        String pointer = resolved(operation.pointer() + "/responses/" + answer.status());
        JsonNode content = root.at(pointer).path("content");
        if (content.isMissingNode()) {
            require(answer.body().isEmpty(), operation + " is documented without a body, got " + answer);
            return;
        }
        String type = answer.header("content-type").orElse("").replaceFirst(";.*", "");
        require(content.has(type), operation + " is not documented to answer with " + type + ": " + answer);
        if (type.equals("application/json")) {
            List<String> problems = problems(pointer + "/content/" + escaped(type) + "/schema", read(answer.body()));
            require(problems.isEmpty(), operation + ": " + problems + " in " + answer);
        }
    }

    /** Fails unless the document allows such a request body. */
    public void checkRequest(Operation operation, String body) {
        String pointer = operation.pointer() + "/requestBody/content/application~1json/schema";
        List<String> problems = problems(pointer, read(body));
        require(problems.isEmpty(), operation + ": " + problems + " in the request " + body);
    }

    /** What is wrong with the examples of the document, each with its place. */
    public List<String> wrongExamples() {
        return withExamples("").flatMap(this::wrongExamples).toList();
    }

    /** How many examples there are. */
    public long examples() {
        return withExamples("").count();
    }

    /** Where examples stand, in pointers; members of a schema may be called like anything else. */
    private Stream<String> withExamples(String pointer) {
        JsonNode node = root.at(pointer);
        boolean shows = !pointer.endsWith("/properties") && (node.has("example") || node.has("examples"));
        return Stream.concat(
                shows ? Stream.of(pointer) : Stream.empty(),
                children(node)
                        .filter(name -> !shows || !name.startsWith("example"))
                        .flatMap(name -> withExamples(pointer + "/" + escaped(name))));
    }

    private static Stream<String> children(JsonNode node) {
        return node.isArray() ? IntStream.range(0, node.size()).mapToObj(String::valueOf) : Operation.names(node);
    }

    /** A media type, a parameter and a header have a schema; what has none is a schema itself. */
    private Stream<String> wrongExamples(String pointer) {
        JsonNode node = root.at(pointer);
        String schema = node.has("schema") ? pointer + "/schema" : pointer;
        Stream<JsonNode> named = Operation.names(node.path("examples"))
                .map(name -> node.path("examples").path(name).path("value"));
        Stream<JsonNode> single = node.has("example") ? Stream.of(node.get("example")) : Stream.empty();
        return Stream.concat(single, named)
                .flatMap(example -> problems(schema, example).stream().map(problem -> pointer + ": " + problem));
    }

    private List<String> problems(String schemaPointer, JsonNode value) {
        Schema schema = schemas.getSchema(SchemaLocation.of(LOCATION + "#" + schemaPointer));
        return schema
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private String resolved(String pointer) {
        JsonNode reference = root.at(pointer).path("$ref");
        return reference.isMissingNode() ? pointer : reference.asText().substring(1);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }
}
