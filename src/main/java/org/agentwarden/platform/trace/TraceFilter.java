package org.agentwarden.platform.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes the trace that a request brings the current one while the request is answered; nothing that it brings is refused. */
public class TraceFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CurrentTrace.begin(traceOf(request));
        try {
            chain.doFilter(request, response);
        } finally {
            CurrentTrace.begin(Optional.empty());
        }
    }

    /** Several parents are as good as none; several states are one list. */
    private static Optional<TraceContext> traceOf(HttpServletRequest request) {
        List<String> parents = Collections.list(request.getHeaders("traceparent"));
        return parents.size() == 1
                ? TraceContext.parse(
                        parents.get(0), String.join(",", Collections.list(request.getHeaders("tracestate"))))
                : Optional.empty();
    }
}
