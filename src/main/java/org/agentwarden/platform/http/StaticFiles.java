package org.agentwarden.platform.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Pages for browsers, from directories of the WAR. It has to be a servlet: the REST application takes every path that no
 * servlet has for itself, and the servers' own servlets for files disagree about where they look.
 */
@WebServlet("/docs/*")
public class StaticFiles extends HttpServlet {

    /** Scripts and styles are files of ours, never text inside a page. Swagger UI's icons are {@code data:} URLs. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final long serialVersionUID = 1L;
    private static final String INDEX = "index.html";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo();
        SecurityHeaders.addTo(response);
        if (name == null) {
            response.sendRedirect(request.getContextPath() + request.getServletPath() + "/");
            return;
        }
        String directory = request.getServletPath() + "/";
        String path = directory + (name.equals("/") ? INDEX : name.substring(1));
        // Only what lies in the directory itself: no path leads out of it.
        Set<String> files = getServletContext().getResourcePaths(directory);
        if (files == null || path.endsWith("/") || !files.contains(path)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Cache-Control", "max-age=3600");
        response.setContentType(contentType(path));
        try (InputStream file = getServletContext().getResourceAsStream(path)) {
            file.transferTo(response.getOutputStream());
        }
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        SecurityHeaders.addTo(response);
        super.doOptions(request, response);
    }

    private static String contentType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "application/octet-stream";
        };
    }
}
