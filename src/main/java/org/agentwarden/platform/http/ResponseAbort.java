package org.agentwarden.platform.http;

import jakarta.servlet.http.HttpServletRequest;

/** Closes the connection of a response that can't be completed: its end would look like that of a complete one. */
public final class ResponseAbort {

    /** The request's attribute, a {@link Runnable} that closes the connection at once. */
    public static final String ATTRIBUTE = "org.agentwarden.response-abort";

    private static final String REQUESTED = ResponseAbort.class.getName();

    private ResponseAbort() {}

    /**
     * Has the connection closed when the request's thread returns to the server; what was written until then may still
     * be sent. Returns false on servers without our connector, which give an application no way to do this.
     */
    public static boolean request(HttpServletRequest request) {
        boolean canClose = request.getAttribute(ATTRIBUTE) instanceof Runnable;
        if (canClose) {
            request.setAttribute(REQUESTED, true);
        }
        return canClose;
    }

    /** Closes the connection if that was requested, before the server would write the end of the response. */
    static void closeIfRequested(HttpServletRequest request) {
        if (request.getAttribute(REQUESTED) != null && request.getAttribute(ATTRIBUTE) instanceof Runnable close) {
            close.run();
        }
    }
}
