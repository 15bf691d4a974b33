package org.agentwarden.security;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Tells Jakarta REST who calls, so that its own role checks agree with ours. */
public record CallerSecurityContext(String id, String role, boolean secure) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return () -> id;
    }

    @Override
    public boolean isUserInRole(String asked) {
        return role.equals(asked);
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
