package org.agentwarden.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import org.agentwarden.platform.http.Forbidden;

/**
 * Lets a request through to a resource when its caller has one of the roles that the resource requires. A resource that
 * says neither which roles it requires nor that it is for anybody is refused.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RoleCheck implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Inject
    private Caller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        AnnotatedElement method = resource.getResourceMethod();
        AnnotatedElement rule = rulesAccess(method) ? method : resource.getResourceClass();
        if (!admits(rule)) {
            throw new Forbidden("Your role does not allow this");
        }
    }

    private static boolean rulesAccess(AnnotatedElement element) {
        return element.isAnnotationPresent(RequiresRole.class) || element.isAnnotationPresent(Anonymous.class);
    }

    private boolean admits(AnnotatedElement rule) {
        RequiresRole required = rule.getAnnotation(RequiresRole.class);
        return required == null
                ? rule.isAnnotationPresent(Anonymous.class)
                : Arrays.asList(required.value()).contains(caller.role());
    }
}
