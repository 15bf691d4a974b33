package org.agentwarden.platform.http;

import jakarta.ejb.EJBAccessException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.LockConflicts;
import org.agentwarden.platform.ThrottledLog;

/** Answers every failure as {@code {"detail": ...}}. What is unexpected is logged, and its details are not shown to the caller. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {

    private static final int CLIENT_ERROR = 400;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int MAX_CAUSES = 50;
    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.ALLOW, HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER);

    private final ThrottledLog log = new ThrottledLog(System.getLogger(ErrorMapper.class.getName()));

    @Override
    public Response toResponse(Throwable failure) {
        return find(failure, ApiException.class)
                .map(ErrorMapper::expected)
                .or(() -> find(failure, WebApplicationException.class).map(found -> fromPlatform(found, failure)))
                .or(() -> find(failure, EJBAccessException.class).map(found -> expected(wrongRole())))
                // EclipseLink reports any failure of a locking query as a lost lock, even that of a lost connection.
                .or(() -> outage(failure))
                .or(() -> lostUpdate(failure))
                .orElseGet(() -> unexpected(failure, SERVER_ERROR).build());
    }

    private static Response expected(ApiException failure) {
        Response.ResponseBuilder answer = answer(failure.status(), failure.detail());
        failure.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)));
        return answer.build();
    }

    /** Rounded up: who comes back then does not come too early. */
    private static long wholeSeconds(Duration wait) {
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static ApiException wrongRole() {
        return new Forbidden("Your role does not allow this");
    }

    private Response fromPlatform(WebApplicationException found, Throwable failure) {
        Response original = found.getResponse();
        int status = original.getStatus();
        if (status < CLIENT_ERROR) {
            return original;
        }
        if (status == FORBIDDEN) {
            return expected(wrongRole());
        }
        Response.ResponseBuilder answer = status < SERVER_ERROR
                ? answer(status, Json.createValue(ErrorTexts.of(status)))
                : unexpected(failure, status);
        for (String name : KEPT_HEADERS) {
            String value = original.getHeaderString(name);
            if (value != null) {
                answer.header(name, value);
            }
        }
        return answer.build();
    }

    private static Optional<Response> lostUpdate(Throwable failure) {
        return causes(failure).anyMatch(LockConflicts::isBehind)
                ? Optional.of(expected(new Conflict("conflict", "Somebody else changed this at the same time")))
                : Optional.empty();
    }

    /** Nothing was stored, or nobody can tell: whoever asked should ask again, with the same idempotency key. */
    private Optional<Response> outage(Throwable failure) {
        return causes(failure).filter(ConnectionFailures::isBehind).findFirst().map(cause -> {
            log.log(Level.WARNING, "outage", () -> "The database can not be reached: " + cause);
            return answer(UNAVAILABLE, Json.createValue(ErrorTexts.of(UNAVAILABLE)))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        });
    }

    private Response.ResponseBuilder unexpected(Throwable failure, int status) {
        String requestId = UUID.randomUUID().toString();
        log.log(Level.ERROR, kind(failure), () -> "Request " + requestId + " failed", failure);
        return answer(status, Json.createValue(ErrorTexts.of(status))).header("X-Request-Id", requestId);
    }

    /** Where it comes from: failures of one kind are logged once a minute. */
    private static String kind(Throwable failure) {
        Throwable root = causes(failure).reduce(failure, (outer, inner) -> inner);
        StackTraceElement[] trace = root.getStackTrace();
        return root.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static Response.ResponseBuilder answer(int status, JsonValue detail) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Json.createObjectBuilder().add("detail", detail).build());
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> wanted) {
        return causes(failure).filter(wanted::isInstance).map(wanted::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        // Causes may run in a circle.
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }
}
