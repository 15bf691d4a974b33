package org.agentwarden.security;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import org.agentwarden.platform.http.Forbidden;

/**
 * Enforces {@code @RolesAllowed} on resources, the method's before the class's, on every server alike: RESTEasy ignores
 * the annotation unless it is configured not to. What names neither roles nor {@code @PermitAll} is refused.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RoleCheck implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        AnnotatedElement method = resource.getResourceMethod();
        AnnotatedElement rule = rulesAccess(method) ? method : resource.getResourceClass();
        if (!allowed(rule, request.getSecurityContext())) {
            throw new Forbidden("Your role does not allow this");
        }
    }

    private static boolean rulesAccess(AnnotatedElement element) {
        return element.isAnnotationPresent(RolesAllowed.class) || element.isAnnotationPresent(PermitAll.class);
    }

    private static boolean allowed(AnnotatedElement rule, SecurityContext caller) {
        RolesAllowed roles = rule.getAnnotation(RolesAllowed.class);
        return roles == null
                ? rule.isAnnotationPresent(PermitAll.class)
                : Arrays.stream(roles.value()).anyMatch(caller::isUserInRole);
    }
}
