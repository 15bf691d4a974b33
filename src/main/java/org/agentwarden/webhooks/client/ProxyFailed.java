package org.agentwarden.webhooks.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The operator's proxy opened no connection to the receiver. The message is for customers: it does not name the proxy. */
final class ProxyFailed extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int WANTS_CREDENTIALS = 407;

    private final boolean decided;

    private ProxyFailed(String reason, @Nullable Throwable cause, boolean decided) {
        super(reason, cause);
        this.decided = decided;
    }

    ProxyFailed(String reason) {
        this(reason, null, false);
    }

    static ProxyFailed unknown(Throwable cause) {
        return new ProxyFailed(
                "the proxy's name could not be resolved; agentwarden.egress.proxy names it", cause, false);
    }

    static ProxyFailed unreachable(Throwable cause) {
        String why =
                Throwables.systemMessage(cause).map(message -> ": " + message).orElse("");
        return new ProxyFailed(
                "the proxy can not be reached" + why + "; agentwarden.egress.proxy names it", cause, false);
    }

    static ProxyFailed unintelligible() {
        return new ProxyFailed("the proxy's answer is not valid HTTP");
    }

    static ProxyFailed answered(int status) {
        return status == WANTS_CREDENTIALS
                ? new ProxyFailed(
                        "the proxy wants other credentials (HTTP 407); agentwarden.egress.proxy-user and .proxy-password"
                                + " hold them",
                        null,
                        true)
                : new ProxyFailed("the proxy did not connect to the receiver (HTTP " + status + ")");
    }

    /** Whether the proxy would say the same of any other address. */
    boolean isDecided() {
        return decided;
    }
}
