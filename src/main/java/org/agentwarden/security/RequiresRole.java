package org.agentwarden.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which roles may call a resource; a method's answer counts before its class's. Not {@code @RolesAllowed}: Payara answers
 * that one with a log-in dialogue of its own unless the container has authenticated the caller, and RESTEasy ignores it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresRole {

    /** Names from {@link Roles}; one of them is enough. */
    String[] value();
}
