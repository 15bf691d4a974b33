package org.agentwarden.webhooks.lanes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many requests may be under way at once for each key, such as a receiver or an organization. Lanes for which there
 * is no room wait here until there is some. Not safe for threads by itself: {@link Lanes} guards it.
 */
final class ConcurrencyLimit {

    private final int most;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, List<Lane>> waiting = new HashMap<>();

    ConcurrencyLimit(int most) {
        this.most = most;
    }

    boolean hasRoom(String key) {
        return underWay.getOrDefault(key, 0) < most;
    }

    /** Begins a request; there must be room for it. */
    void begin(String key) {
        underWay.merge(key, 1, Integer::sum);
    }

    /** Ends a request. @return the lanes that wait for the room, in the order in which they came; they wait no more */
    List<Lane> end(String key) {
        underWay.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
        List<Lane> released = waiting.remove(key);
        return released == null ? List.of() : released;
    }

    /** Keeps a lane until a request with the key ends; there must be one, as there is no room. */
    void await(String key, Lane lane) {
        waiting.computeIfAbsent(key, same -> new ArrayList<>()).add(lane);
    }
}
