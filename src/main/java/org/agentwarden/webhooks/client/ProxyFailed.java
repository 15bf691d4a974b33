package org.agentwarden.webhooks.client;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The operator's proxy opened no connection to the receiver. The message is for people, and does not say where it is. */
final class ProxyFailed extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int WANTS_CREDENTIALS = 407;

    private final boolean decided;

    private ProxyFailed(String reason, boolean decided) {
        super(reason);
        this.decided = decided;
    }

    private ProxyFailed(String reason, Throwable cause) {
        super(reason, cause);
        this.decided = false;
    }

    static ProxyFailed unknown(Throwable cause) {
        return new ProxyFailed("the proxy's name could not be resolved; agentwarden.egress.proxy names it", cause);
    }

    static ProxyFailed unreachable(Throwable cause) {
        // What the operating system says: connection refused, no route to host, network is unreachable.
        String why = Optional.ofNullable(Throwables.root(cause).getMessage())
                .map(message -> ": " + message.toLowerCase(Locale.ROOT))
                .orElse("");
        return new ProxyFailed("the proxy can not be reached" + why + "; agentwarden.egress.proxy names it", cause);
    }

    static ProxyFailed silent() {
        return new ProxyFailed("the proxy did not answer in time", false);
    }

    static ProxyFailed gone() {
        return new ProxyFailed("the proxy ended the connection without an answer", false);
    }

    static ProxyFailed unintelligible() {
        return new ProxyFailed("the proxy's answer is not valid HTTP", false);
    }

    static ProxyFailed answered(int status) {
        if (status == WANTS_CREDENTIALS) {
            return new ProxyFailed(
                    "the proxy wants other credentials (HTTP 407); agentwarden.egress.proxy-user and .proxy-password"
                            + " hold them",
                    true);
        }
        return new ProxyFailed("the proxy did not connect to the receiver (HTTP " + status + ")", false);
    }

    /** Whether the proxy would say the same of any other address. */
    boolean isDecided() {
        return decided;
    }
}
