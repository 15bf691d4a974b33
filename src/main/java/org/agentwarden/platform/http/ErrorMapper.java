package org.agentwarden.platform.http;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every failure as {@code {"detail": ...}}; what we did not expect is logged once and told without its inside. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());
    private static final int SERVER_ERROR = 500;
    private static final Map<Integer, String> TEXTS = Map.of(
            400, "Bad request",
            401, "Not authenticated",
            403, "Forbidden",
            404, "Not found",
            405, "Method not allowed",
            406, "Not acceptable: answers are application/json",
            413, "Request body exceeds 1 MiB",
            415, "Content-Type must be application/json");

    @Override
    public Response toResponse(Throwable failure) {
        return find(failure, ApiException.class)
                .map(expected -> answer(expected.status(), expected.detail()).build())
                .or(() -> find(failure, WebApplicationException.class).map(ErrorMapper::fromPlatform))
                .or(() -> lostUpdate(failure))
                .orElseGet(() -> unexpected(failure));
    }

    private static Response fromPlatform(WebApplicationException failure) {
        Response original = failure.getResponse();
        int status = original.getStatus();
        if (status >= SERVER_ERROR) {
            return unexpected(failure);
        }
        Response.ResponseBuilder answer =
                answer(status, Json.createValue(TEXTS.getOrDefault(status, "Request failed")));
        Optional.ofNullable(original.getHeaderString(HttpHeaders.ALLOW))
                .ifPresent(allowed -> answer.header(HttpHeaders.ALLOW, allowed));
        return answer.build();
    }

    private static Optional<Response> lostUpdate(Throwable failure) {
        boolean lost = find(failure, OptimisticLockException.class).isPresent()
                || find(failure, PessimisticLockException.class).isPresent();
        return lost
                ? Optional.of(answer(
                                409,
                                Json.createObjectBuilder()
                                        .add("error", "conflict")
                                        .add("message", "Somebody else changed this at the same time")
                                        .build())
                        .build())
                : Optional.empty();
    }

    private static Response unexpected(Throwable failure) {
        String requestId = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "Request " + requestId + " failed", failure);
        return answer(SERVER_ERROR, Json.createValue("Internal server error"))
                .header("X-Request-Id", requestId)
                .build();
    }

    private static Response.ResponseBuilder answer(int status, JsonValue detail) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Json.createObjectBuilder().add("detail", detail).build());
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return Optional.of(wanted.cast(cause));
            }
        }
        return Optional.empty();
    }
}
