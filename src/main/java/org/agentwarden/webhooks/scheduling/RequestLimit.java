package org.agentwarden.webhooks.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits the requests in flight for each key, such as a receiver or an organization. Queues without room wait here. Guarded
 * by {@link DeliveryScheduler}.
 */
final class RequestLimit {

    private final int most;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, List<EndpointQueue>> waiting = new HashMap<>();

    RequestLimit(int most) {
        this.most = most;
    }

    /** Whether there is room for a request; otherwise keeps the queue until a request with the key ends. */
    boolean admits(String key, EndpointQueue queue) {
        boolean hasRoom = underWay.getOrDefault(key, 0) < most;
        if (!hasRoom) {
            waiting.computeIfAbsent(key, same -> new ArrayList<>()).add(queue);
        }
        return hasRoom;
    }

    /** Begins a request; there must be room for it. */
    void begin(String key) {
        underWay.merge(key, 1, Integer::sum);
    }

    /** Ends a request and releases the queues that waited for it. */
    List<EndpointQueue> end(String key) {
        underWay.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
        List<EndpointQueue> released = waiting.remove(key);
        return released == null ? List.of() : released;
    }
}
