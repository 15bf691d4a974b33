package org.agentwarden.webhooks.scheduling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lanes that wait for their turn: organizations take turns, and so do the lanes of each. */
final class RoundRobin {

    private final Map<String, Deque<EndpointQueue>> byOrganization = new LinkedHashMap<>();

    void add(String organizationId, EndpointQueue lane) {
        byOrganization.computeIfAbsent(organizationId, id -> new ArrayDeque<>()).add(lane);
    }

    Optional<EndpointQueue> next() {
        Iterator<Map.Entry<String, Deque<EndpointQueue>>> first =
                byOrganization.entrySet().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Deque<EndpointQueue>> organization = first.next();
        first.remove();
        Deque<EndpointQueue> lanes = organization.getValue();
        EndpointQueue lane = lanes.remove();
        if (!lanes.isEmpty()) {
            byOrganization.put(organization.getKey(), lanes);
        }
        return Optional.of(lane);
    }

    boolean isEmpty() {
        return byOrganization.isEmpty();
    }
}
