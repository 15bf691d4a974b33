package org.agentwarden.webhooks.client;

import java.io.IOException;

/** The egress policy does not allow the URL or the address; no connection was opened. */
final class EgressRefused extends IOException {

    private static final long serialVersionUID = 1L;

    EgressRefused(String reason) {
        super(reason);
    }
}
