package org.agentwarden.platform.http;

import java.time.Duration;

/** 429: the limit is used up. */
public final class TooManyRequests extends ApiException {

    private static final long serialVersionUID = 1L;

    public TooManyRequests(Duration retryAfter) {
        super(429, "Rate limit exceeded", retryAfter);
    }
}
