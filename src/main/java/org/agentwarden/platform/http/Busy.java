package org.agentwarden.platform.http;

import java.time.Duration;

/** 503: as many of these requests are under way as the server has room for; later there will be room. */
public final class Busy extends ApiException {

    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public Busy(String text) {
        super(503, text, RETRY_AFTER);
    }
}
