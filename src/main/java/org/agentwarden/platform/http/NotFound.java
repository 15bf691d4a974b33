package org.agentwarden.platform.http;

/** 404: it does not exist, or belongs to another organization. */
public final class NotFound extends ApiException {

    private static final long serialVersionUID = 1L;

    public NotFound(String text) {
        super(404, text);
    }
}
