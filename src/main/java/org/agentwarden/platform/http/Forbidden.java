package org.agentwarden.platform.http;

/** 403: the caller's role does not allow it. */
public final class Forbidden extends ApiException {

    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        super(403, "forbidden", message);
    }
}
