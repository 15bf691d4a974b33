package org.agentwarden.platform.http;

/** 400 with a plain text. */
public final class BadRequest extends ApiException {

    private static final long serialVersionUID = 1L;

    public BadRequest(String text) {
        super(400, text);
    }
}
