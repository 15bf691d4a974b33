package org.agentwarden.webhooks.client;

/** No connection was opened: nothing has reached the receiver, so the request can be sent again. */
public final class ConnectionNotOpened extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionNotOpened(Throwable cause) {
        super(cause);
    }
}
