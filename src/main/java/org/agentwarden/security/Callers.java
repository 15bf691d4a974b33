package org.agentwarden.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;

/** Makes the caller of each request: into a bean of its class Payara would look each time for what to inject. */
@ApplicationScoped
public class Callers {

    @Produces
    @RequestScoped
    static Caller ofRequest() {
        return new Caller();
    }
}
