package org.agentwarden.platform.http;

/** 401: the credential is missing or wrong. */
public final class Unauthenticated extends ApiException {

    private static final long serialVersionUID = 1L;

    public Unauthenticated(String text) {
        super(401, text);
    }
}
