package org.agentwarden.platform.http;

/** 403: the caller's role does not allow it, or another rule about who may do it. */
public final class Forbidden extends ApiException {

    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        this("forbidden", message);
    }

    public Forbidden(String code, String message) {
        super(403, code, message);
    }
}
