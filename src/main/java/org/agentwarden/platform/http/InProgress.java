package org.agentwarden.platform.http;

import java.time.Duration;

/** 409: a request that this one repeats has not been answered yet. */
public final class InProgress extends ApiException {

    private static final long serialVersionUID = 1L;

    public InProgress(String code, String message, Duration retryAfter) {
        super(409, code, message, retryAfter);
    }
}
