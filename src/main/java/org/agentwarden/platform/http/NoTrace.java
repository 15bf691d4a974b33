package org.agentwarden.platform.http;

import jakarta.json.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses TRACE and closes the connection: Payara's connector leaves the body of such a request on the connection and
 * would read it as the next request. Payara would refuse TRACE by itself, but keep the connection; therefore the server
 * configuration lets it through to here. Its turn among the filters is in web.xml.
 */
public class NoTrace extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("TRACE")) {
            chain.doFilter(request, response);
            return;
        }
        String detail = Json.createObjectBuilder()
                .add("detail", ErrorTexts.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED))
                .build()
                .toString();
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setHeader("Connection", "close");
        response.setContentType("application/json");
        response.getOutputStream().write(detail.getBytes(StandardCharsets.UTF_8));
    }
}
