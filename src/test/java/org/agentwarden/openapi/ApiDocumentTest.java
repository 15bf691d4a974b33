package org.agentwarden.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.agentwarden.systems.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that lets everything pass would be green for ever. */
class ApiDocumentTest {

    private static final ApiDocument DOCUMENT = ApiDocument.parse("""
            {
              "openapi": "3.0.3",
              "paths": {
                "/things/{id}": {
                  "get": {
                    "responses": {
                      "200": {"content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Thing"},
                        "example": {"id": 1}
                      }}},
                      "204": {"description": "nothing"},
                      "404": {"$ref": "#/components/responses/NotFound"}
                    }
                  }
                }
              },
              "components": {
                "responses": {"NotFound": {"content": {"application/json": {"schema": {"type": "string"}}}}},
                "schemas": {"Thing": {
                  "type": "object",
                  "required": ["id", "made_at"],
                  "properties": {
                    "id": {"type": "string"},
                    "made_at": {"type": "string", "format": "date-time"},
                    "note": {"type": "string", "nullable": true},
                    "example": {"type": "integer", "example": 7}
                  }
                }}
              }
            }
            """);

    private static void check(int status, String contentType, String body) {
        Answer answer = new Answer(status, Map.of("content-type", List.of(contentType)), body);
        DOCUMENT.check(DOCUMENT.operation("GET", "/things/{id}"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json; charset=utf-8 | {\"id\":\"a\",\"made_at\":\"2026-02-25T23:51:33.984319Z\"}",
                "200 | application/json | {\"id\":\"a\",\"made_at\":\"2026-02-25T23:51:33Z\",\"note\":null}",
                "404 | application/json | \"not found\""
            })
    void whatIsDocumentedPasses(int status, String contentType, String body) {
        assertThatCode(() -> check(status, contentType, body)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json | {\"id\":\"a\"}",
                "200 | application/json | {\"id\":null,\"made_at\":\"2026-02-25T23:51:33Z\"}",
                "200 | application/json | {\"id\":\"a\",\"made_at\":\"yesterday\"}",
                "200 | application/json | {\"id\":\"a\",\"made_at\":\"2026-02-25T23:51:33Z\",\"secret\":1}",
                "200 | application/json | {",
                "200 | text/html | {\"id\":\"a\",\"made_at\":\"2026-02-25T23:51:33Z\"}",
                "204 | application/json | {}",
                "404 | application/json | {}",
                "500 | application/json | \"oh\""
            })
    void anythingElseDoesNot(int status, String contentType, String body) {
        assertThatThrownBy(() -> check(status, contentType, body)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anOperationThatIsNotDocumentedIsNone() {
        assertThatThrownBy(() -> DOCUMENT.operation("POST", "/things/{id}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void wrongExamplesAreFoundAndMembersOfThatNameAreNone() {
        assertThat(DOCUMENT.examples()).isEqualTo(2);
        assertThat(DOCUMENT.wrongExamples())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("/paths/~1things~1{id}/get/responses/200/content/"));
    }
}
