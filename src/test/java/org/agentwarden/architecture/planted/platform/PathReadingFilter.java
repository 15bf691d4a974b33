package org.agentwarden.architecture.planted.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.UriInfo;

/** A rule that goes by how a path is spelt. */
public class PathReadingFilter {

    public boolean isSigningIn(HttpServletRequest request, UriInfo uri) {
        return request.getRequestURI().startsWith("/auth/") || uri.getPath().startsWith("auth/");
    }
}
