package org.agentwarden.platform.http;

/** 409: the state of the object does not allow it. */
public final class Conflict extends ApiException {

    private static final long serialVersionUID = 1L;

    public Conflict(String code, String message) {
        super(409, code, message);
    }
}
