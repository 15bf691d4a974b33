package org.agentwarden.connector;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;

/** Responses of the listener itself, in the shape that all errors have. The connection ends with them. */
final class ErrorPacket {

    private ErrorPacket() {}

    /**
     * Makes a response that has not begun an error.
     *
     * @param detail plain text without quotation marks
     */
    static HttpContent of(HttpResponsePacket response, HttpStatus status, String detail, MemoryManager<?> memory) {
        byte[] body = ("{\"detail\":\"" + detail + "\"}").getBytes(StandardCharsets.UTF_8);
        // Grizzly takes headers that follow the last write for trailers, and drops those that can't be any.
        response.getHeaders().clear();
        response.setStatus(status);
        response.setReasonPhrase(status.getReasonPhrase());
        response.setHeader("Content-Type", "application/json");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Connection", "close");
        if (response.getRequest().isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setContentLength(body.length);
        return HttpContent.builder(response)
                .content(Buffers.wrap(memory, body))
                .last(true)
                .build();
    }
}
