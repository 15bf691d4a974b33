package org.agentwarden.idempotency;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;

/**
 * What was answered to a request: JSON, as everything here.
 *
 * @param headers those that belong to what was done; others belong to the moment and are made anew
 * @param body exactly as it was sent; empty for none
 */
record ReplayedResponse(int status, JsonObject headers, String body) {

    static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.LINK, "X-Total-Count");

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Empty when another try may well be answered otherwise, so that this answer must not stand for it. */
    static Optional<ReplayedResponse> definite(ContainerResponseContext response) {
        int status = response.getStatus();
        boolean passes = status == UNAUTHORIZED || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
        if (passes) {
            return Optional.empty();
        }
        if (!response.hasEntity()) {
            return Optional.of(new ReplayedResponse(status, headers(response), ""));
        }
        return response.getEntity() instanceof JsonStructure json
                ? Optional.of(new ReplayedResponse(status, headers(response), JsonCodec.write(json)))
                : Optional.empty();
    }

    private static JsonObject headers(ContainerResponseContext response) {
        JsonBuilder headers = JsonBuilder.of();
        for (String name : KEPT_HEADERS) {
            String value = response.getHeaderString(name);
            if (value != null) {
                headers.text(name, value);
            }
        }
        return headers.build();
    }

    Response again() {
        Response.ResponseBuilder response = Response.status(status).header(REPLAYED_HEADER, true);
        headers.forEach((name, value) -> response.header(name, ((JsonString) value).getString()));
        if (!body.isEmpty()) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(body.getBytes(StandardCharsets.UTF_8));
        }
        return response.build();
    }

    /** As text to be stored; {@link #parse} reads it. */
    String text() {
        return JsonCodec.write(JsonBuilder.of()
                .number("status", status)
                .value("headers", headers)
                .text("body", body)
                .build());
    }

    static ReplayedResponse parse(String text) {
        JsonObject answer = JsonCodec.parseObject(text);
        return new ReplayedResponse(answer.getInt("status"), answer.getJsonObject("headers"), answer.getString("body"));
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
