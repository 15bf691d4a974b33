package org.agentwarden.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses TRACE and closes the connection: Payara's connector leaves the body of such a request on the connection and
 * would read it as the next request. Payara would refuse TRACE by itself, but keep the connection; therefore the server
 * configuration lets it through to here. Its turn among the filters is in web.xml.
 */
public class RejectTraceFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("TRACE")) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Connection", "close");
        ErrorTexts.answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
}
