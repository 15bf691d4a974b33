package org.agentwarden.webhooks.client;

import java.io.IOException;

/** No connection was opened, because the address is none that webhooks may reach. */
final class EgressRefused extends IOException {

    private static final long serialVersionUID = 1L;

    EgressRefused(String reason) {
        super(reason);
    }
}
