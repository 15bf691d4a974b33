package org.agentwarden.platform.http;

import java.time.Duration;

/** 503: a system that we need for the answer can't be reached; whoever asked may ask again soon. */
public final class Unavailable extends ApiException {

    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(5);

    public Unavailable(String code, String message) {
        super(503, code, message, SOON);
    }
}
