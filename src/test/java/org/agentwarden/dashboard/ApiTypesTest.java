package org.agentwarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.agentwarden.openapi.ApiDocument;
import org.junit.jupiter.api.Test;

class ApiTypesTest {

    private static final String TYPES = ApiTypes.of(ApiDocument.parse("""
            {"paths": {
              "/api/agents": {
                "get": {
                  "parameters": [{"$ref": "#/components/parameters/Limit"}, {"name": "X-Key", "in": "header"}],
                  "responses": {"200": {"content": {"application/json": {"schema":
                    {"type": "array", "items": {"$ref": "#/components/schemas/Agent"}}}}}}},
                "post": {
                  "requestBody": {"required": true, "content": {"application/json": {"schema":
                    {"$ref": "#/components/schemas/Agent"}}}},
                  "responses": {"201": {"content": {"application/json": {"schema":
                    {"$ref": "#/components/schemas/Agent"}}}}}}},
              "/api/agents/{id}/start": {"post": {"responses": {"204": {}}}},
              "/api/agents/{id}/stop": {"post": {"responses": {"204": {}}}},
              "/api/agents/{id}": {"delete": {"responses": {"204": {}}}}},
            "components": {
              "parameters": {"Limit": {"name": "limit", "in": "query"}},
              "schemas": {"Agent": {"type": "object", "required": ["id", "rate"], "properties": {
                "id": {"type": "string"},
                "rate": {"type": "number", "nullable": true},
                "status": {"enum": ["on", "off"]},
                "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
                "context": {"type": "object"}}}}}}
            """));

    @Test
    void aSchemaIsATypeWithWhatMayBeMissingAndWhatMayBeNull() {
        assertThat(TYPES)
                .contains("type Agent = {id: string, rate: Exact | null, status?: 'on' | 'off',"
                        + " tags?: ('a' | 'b')[], context?: Record<string, unknown>};");
    }

    @Test
    void anOperationIsAFunctionOfItsPathItsParametersAndItsBody() {
        assertThat(TYPES)
                .contains("(path: `/api/agents`, parameters?: {limit?: Parameter}): Promise<Agent[]>;")
                .contains("(path: `/api/agents`, parameters?: {limit?: Parameter}): Promise<Page<Agent>>;")
                .contains("(path: `/api/agents`, body: Agent): Promise<Agent>;")
                .contains("(path: `/api/agents/${string}`): Promise<null>;");
    }

    @Test
    void operationsThatAreAskedAndAnsweredAlikeAreOneFunctionAndTheMostSpecificIsFirst() {
        String start =
                "(path: `/api/agents/${string}/start` | `/api/agents/${string}/stop`, body?: {}): Promise<null>;";
        assertThat(TYPES).contains(start);
        assertThat(TYPES.indexOf(start)).isLessThan(TYPES.indexOf("(path: `/api/agents`, body: Agent)"));
    }
}
