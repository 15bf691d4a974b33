package org.agentwarden.webhooks.lanes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lanes that wait for their turn: organizations take turns, and so do the lanes of each. */
final class Turns {

    private final Map<String, Deque<Lane>> byOrganization = new LinkedHashMap<>();

    void add(String organizationId, Lane lane) {
        byOrganization.computeIfAbsent(organizationId, id -> new ArrayDeque<>()).add(lane);
    }

    Optional<Lane> next() {
        Iterator<Map.Entry<String, Deque<Lane>>> first =
                byOrganization.entrySet().iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Deque<Lane>> organization = first.next();
        first.remove();
        Deque<Lane> lanes = organization.getValue();
        Lane lane = lanes.remove();
        if (!lanes.isEmpty()) {
            byOrganization.put(organization.getKey(), lanes);
        }
        return Optional.of(lane);
    }

    boolean isEmpty() {
        return byOrganization.isEmpty();
    }
}
