package org.agentwarden.webhooks.scheduling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Queues that wait to send: organizations take turns, and so do the queues of each. */
final class RoundRobin {

    private final Map<String, Deque<EndpointQueue>> byOrganization = new LinkedHashMap<>();
    private int size;

    void add(String organizationId, EndpointQueue queue) {
        byOrganization.computeIfAbsent(organizationId, id -> new ArrayDeque<>()).add(queue);
        size++;
    }

    /** The next queue, which stays. */
    Optional<EndpointQueue> peek() {
        return byOrganization.values().stream().findFirst().map(Deque::peek);
    }

    Optional<EndpointQueue> next() {
        Iterator<Map.Entry<String, Deque<EndpointQueue>>> first =
                byOrganization.entrySet().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Deque<EndpointQueue>> organization = first.next();
        first.remove();
        size--;
        Deque<EndpointQueue> queues = organization.getValue();
        EndpointQueue queue = queues.remove();
        if (!queues.isEmpty()) {
            byOrganization.put(organization.getKey(), queues);
        }
        return Optional.of(queue);
    }

    int size() {
        return size;
    }
}
