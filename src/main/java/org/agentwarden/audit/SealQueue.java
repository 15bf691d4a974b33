package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The organizations whose logs may have rows that no seal covers yet, as far as this node knows. Safe for threads. */
@ApplicationScoped
public class SealQueue {

    private final Set<String> organizations = ConcurrentHashMap.newKeySet();

    void add(String organizationId) {
        organizations.add(organizationId);
    }

    void addAll(Collection<String> organizationIds) {
        organizations.addAll(organizationIds);
    }

    void remove(String organizationId) {
        organizations.remove(organizationId);
    }

    Set<String> organizations() {
        return Set.copyOf(organizations);
    }
}
