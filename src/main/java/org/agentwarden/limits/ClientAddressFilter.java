package org.agentwarden.limits;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Collections;
import org.agentwarden.security.Caller;
import org.agentwarden.settings.Settings;

/** Finds the address of the client before any credential is checked: failed sign-ins are logged with it, too. */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
public class ClientAddressFilter implements ContainerRequestFilter {

    @Context
    private HttpServletRequest connection;

    @Inject
    private Settings settings;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        caller.comesFrom(ClientAddress.text(
                connection.getRemoteAddr(),
                Collections.list(connection.getHeaders("X-Forwarded-For")),
                settings.requestRules().trustedProxies()));
    }
}
