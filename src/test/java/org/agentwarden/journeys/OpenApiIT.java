package org.agentwarden.journeys;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.agentwarden.openapi.ApiDocument;
import org.agentwarden.openapi.Operation;
import org.agentwarden.openapi.ResourceOperations;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The OpenAPI document and the page that shows it. What the server answers is held to it by {@link DocumentedAnswersIT}. */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiIT {

    private static final Path WRITTEN = Path.of("src/main/resources/META-INF/openapi.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonNode NULLABLE = YAML.createObjectNode().put("nullable", true);

    private Api nobody;
    private ApiDocument document;

    @BeforeAll
    void fetch(AgentWardenServer server) {
        nobody = Api.anonymous(server.baseUri());
        document = fetch(nobody);
    }

    static ApiDocument fetch(Api api) {
        return ApiDocument.parse(
                accepting(api, "/openapi", "application/json").expect(200).body());
    }

    private static Answer accepting(Api api, String path, String type) {
        return api.send("GET", path, Map.of("Accept", type), new byte[0]);
    }

    @Test
    void everyOperationIsDocumentedAndNothingElseIs() {
        Set<String> documented = document.operations().stream()
                .map(operation -> ResourceOperations.nameless(operation.toString()))
                .collect(toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(ResourceOperations.all());
    }

    @Test
    void whatIsServedIsWhatIsWrittenAsYamlAndAsJson() throws IOException {
        JsonNode written = YAML.readTree(Files.readString(WRITTEN));

        assertThat(withoutAdditions(document.root())).isEqualTo(written);
        assertThat(withoutAdditions(YAML.readTree(
                        accepting(nobody, "/openapi", "*/*").expect(200).body())))
                .isEqualTo(written);
    }

    /** Payara adds a list of the paths, and Payara 7 writes {@code nullable} a second time, as {@code all}. */
    private static JsonNode withoutAdditions(JsonNode served) {
        ObjectNode document = ((ObjectNode) served.deepCopy()).without(List.of("endpoints", "x-endpoints"));
        for (JsonNode schema : document.findParents("all")) {
            if (NULLABLE.equals(schema.get("all"))) {
                ((ObjectNode) schema).remove("all");
            }
        }
        return document;
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        assertThat(document.examples()).isGreaterThan(50);
        assertThat(document.wrongExamples()).isEmpty();
    }

    @Test
    void everyRequestHasAnExample() {
        assertThat(document.operations())
                .filteredOn(Operation::takesBody)
                .hasSizeGreaterThan(15)
                .allSatisfy(operation -> assertThat(operation.exampleBody()).isPresent());
    }

    @Test
    void thePageThatShowsTheDocumentRunsNothingButFilesOfOurs() {
        Answer page = nobody.get("/docs/").expect(200);

        assertThat(page.header("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)|<style|\\son\\w+=|\\sstyle=|javascript:");
        Set<String> files = Pattern.compile("(?:src|href)=\"([\\w.-]+)\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
        assertThat(files).containsExactly("docs.js", "swagger-ui-bundle.js", "swagger-ui.css");
        assertThat(files).allSatisfy(file -> {
            Answer answer = nobody.get("/docs/" + file).expect(200);
            assertThat(answer.header("content-type"))
                    .hasValue(file.endsWith(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8");
            assertThat(answer.body()).isNotEmpty();
        });
    }

    @Test
    void thePageIsFoundWithoutItsSlashToo() {
        Answer answer = nobody.get("/docs");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location").orElseThrow()).endsWith("/docs/");
    }

    @Test
    void nothingElseOfTheArchiveIsShown() {
        for (String path :
                new String[] {"/docs/nothing", "/docs/%2e%2e/WEB-INF/web.xml", "/docs/..;/WEB-INF/web.xml"}) {
            Answer answer = nobody.get(path);

            assertThat(answer.status()).as(path).isGreaterThanOrEqualTo(400).isLessThan(500);
            assertThat(answer.body()).as(path).doesNotContain("<");
        }
    }
}
