package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The organizations whose logs may have rows that no seal covers yet, as far as this node knows. Safe for threads. */
@ApplicationScoped
public class Unsealed {

    private final Set<String> organizations = ConcurrentHashMap.newKeySet();

    void add(String organizationId) {
        organizations.add(organizationId);
    }

    void addAll(Collection<String> organizationIds) {
        organizations.addAll(organizationIds);
    }

    /** All of them, which are forgotten before they are looked at: what is written meanwhile is added again. */
    Set<String> take() {
        Set<String> taken = Set.copyOf(organizations);
        organizations.removeAll(taken);
        return taken;
    }
}
