package org.agentwarden.platform.http;

/** 503: a system that we need for the answer can't be reached; whoever asked may ask again soon. */
public final class Unavailable extends ApiException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String code, String message) {
        super(503, code, message);
    }
}
