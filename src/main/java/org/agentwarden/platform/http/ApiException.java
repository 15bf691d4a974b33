package org.agentwarden.platform.http;

import jakarta.ejb.ApplicationException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure with its answer in the contract's shape. It rolls the transaction back, reaches the caller through
 * EJBs unwrapped, and has no stack trace because nobody will look for one.
 */
@ApplicationException(rollback = true, inherited = true)
public abstract class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    @SuppressWarnings("serial")
    private final JsonValue detail;

    private final @Nullable Duration retryAfter;

    private ApiException(int status, JsonValue detail, @Nullable Duration retryAfter) {
        super(detail.toString(), null, false, false);
        this.status = status;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    protected ApiException(int status, JsonValue detail) {
        this(status, detail, null);
    }

    protected ApiException(int status, String detail) {
        this(status, Json.createValue(detail));
    }

    protected ApiException(int status, String detail, Duration retryAfter) {
        this(status, Json.createValue(detail), retryAfter);
    }

    /** {@code {"error": code, "message": message}}. */
    protected ApiException(int status, String code, String message) {
        this(status, coded(code, message));
    }

    protected ApiException(int status, String code, String message, Duration retryAfter) {
        this(status, coded(code, message), retryAfter);
    }

    private static JsonValue coded(String code, String message) {
        return Json.createObjectBuilder()
                .add("error", code)
                .add("message", message)
                .build();
    }

    public int status() {
        return status;
    }

    public JsonValue detail() {
        return detail;
    }

    /** How long to wait before the same request may succeed; empty when nobody knows. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
