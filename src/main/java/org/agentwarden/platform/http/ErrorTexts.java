package org.agentwarden.platform.http;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is told for a status when nobody knows more. */
public final class ErrorTexts {

    private static final int SERVER_ERROR = 500;
    private static final Map<Integer, String> TEXTS = Map.of(
            400, "Bad request",
            401, "Not authenticated",
            404, "Not found",
            405, "Method not allowed",
            406, "Not acceptable: answers are application/json",
            408, "The request body did not arrive in time",
            413, "Request body exceeds 1 MiB",
            415, "Content-Type must be application/json",
            429, "Rate limit exceeded",
            503, "Service unavailable");

    private ErrorTexts() {}

    static String of(int status) {
        return TEXTS.getOrDefault(status, status >= SERVER_ERROR ? "Internal server error" : "Request failed");
    }

    /** Answers outside of the resources, in the shape of all errors. */
    public static void answer(HttpServletResponse response, int status) throws IOException {
        String body =
                Json.createObjectBuilder().add("detail", of(status)).build().toString();
        response.setStatus(status);
        SecurityHeaders.addTo(response);
        response.setContentType("application/json");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
