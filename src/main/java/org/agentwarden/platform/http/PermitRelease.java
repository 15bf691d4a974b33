package org.agentwarden.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives back what a request holds when its thread returns to the server, and closes the connection of a response that was
 * aborted. Its turn among the filters is in web.xml.
 */
public class PermitRelease extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestPermits permits = RequestPermits.begin(request);
        try {
            chain.doFilter(request, response);
        } finally {
            permits.release();
            ResponseAbort.closeIfRequested(request);
        }
    }
}
