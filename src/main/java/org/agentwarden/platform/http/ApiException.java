package org.agentwarden.platform.http;

import jakarta.ejb.ApplicationException;
import jakarta.json.Json;
import jakarta.json.JsonValue;

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

    protected ApiException(int status, JsonValue detail) {
        super(detail.toString(), null, false, false);
        this.status = status;
        this.detail = detail;
    }

    protected ApiException(int status, String detail) {
        this(status, Json.createValue(detail));
    }

    /** {@code {"error": code, "message": message}}. */
    protected ApiException(int status, String code, String message) {
        this(
                status,
                Json.createObjectBuilder()
                        .add("error", code)
                        .add("message", message)
                        .build());
    }

    public int status() {
        return status;
    }

    public JsonValue detail() {
        return detail;
    }
}
