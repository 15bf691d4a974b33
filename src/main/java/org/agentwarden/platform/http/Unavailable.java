package org.agentwarden.platform.http;

/** 503: this server has no room for it now. */
public final class Unavailable extends ApiException {

    private static final long serialVersionUID = 1L;

    public Unavailable() {
        super(503, "Service unavailable");
    }
}
