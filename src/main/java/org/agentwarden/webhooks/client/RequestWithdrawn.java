package org.agentwarden.webhooks.client;

/** The endpoint was changed before the request began; nothing of it has been sent. */
public final class RequestWithdrawn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RequestWithdrawn() {
        super("the webhook was changed before the request began", null, false, false);
    }
}
