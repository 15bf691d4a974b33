package org.agentwarden.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.platform.Permit;

/**
 * What a request holds until its thread returns to the server, also when it is suspended and answered later. {@link
 * PermitRelease} gives it all back. Of one thread.
 */
public final class RequestPermits {

    private static final String NAME = RequestPermits.class.getName();

    private final List<Permit> permits = new ArrayList<>();

    private RequestPermits() {}

    static RequestPermits begin(HttpServletRequest request) {
        RequestPermits permits = new RequestPermits();
        request.setAttribute(NAME, permits);
        return permits;
    }

    public static RequestPermits of(HttpServletRequest request) {
        return (RequestPermits) request.getAttribute(NAME);
    }

    /** Attributes of the servlet request are properties of the context: filters need no proxy of the former. */
    public static RequestPermits of(ContainerRequestContext request) {
        return (RequestPermits) request.getProperty(NAME);
    }

    public void add(Permit permit) {
        permits.add(permit);
    }

    /** The request goes on, and takes its permits again before it does what needs them. */
    public void release() {
        permits.forEach(Permit::release);
        permits.clear();
    }
}
