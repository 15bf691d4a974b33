package org.agentwarden.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Refuses requests whose path is not well-formed. Its turn among the filters is in web.xml. */
public class MalformedTargets extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (RequestTarget.isWellFormed(request.getRequestURI())) {
            chain.doFilter(request, response);
        } else {
            ErrorTexts.answer(response, HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
