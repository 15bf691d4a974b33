package org.agentwarden.webhooks.client;

/** Nothing has reached the receiver: to try again at once can't deliver twice. */
public final class ConnectionNotOpened extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionNotOpened(Throwable cause) {
        super(cause);
    }
}
