package org.agentwarden.platform.http;

/** 403: the browser sent the session's cookie, and nothing shows that a page of ours wanted it to. */
public final class ForgedRequest extends ApiException {

    private static final long serialVersionUID = 1L;

    public ForgedRequest(String message) {
        super(403, "csrf_token_invalid", message);
    }
}
