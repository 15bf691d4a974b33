package org.agentwarden.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.agentwarden.systems.ReceivedWebhook;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What the server has acknowledged against what receivers have got. Every request of the load carries a reference of
 * its own in its context, which comes back in the webhook: so the books balance without any id of the server's.
 * Thread-safe.
 */
public final class Ledger {

    /** The member of the context that holds the reference. */
    public static final String REFERENCE = "reference";

    /** Longer than a delivery whose lease was held by the killed process takes to be found again. */
    private static final Duration STANDSTILL = Duration.ofSeconds(75);

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Set<String>> eventsByReference = new ConcurrentHashMap<>();
    private final Set<String> acceptedEvents = ConcurrentHashMap.newKeySet();
    private final AtomicInteger duplicates = new AtomicInteger();

    /**
     * The books' balance.
     *
     * @param duplicates webhooks that arrived once more although they had been accepted
     * @param lost references that were acknowledged and never arrived
     * @param twice references that more than one event was raised for
     */
    public record Balance(int acknowledged, int delivered, int duplicates, Set<String> lost, Set<String> twice) {}

    /** Takes down that the server has answered the request with success. */
    public void acknowledge(String reference) {
        acknowledged.add(reference);
    }

    /** Takes down a webhook that the receiver answers with 2xx, and only such a one. */
    public void accept(ReceivedWebhook webhook) {
        if (!acceptedEvents.add(webhook.id())) {
            duplicates.incrementAndGet();
        }
        String reference = webhook.data().getJsonObject("context").getString(REFERENCE);
        eventsByReference
                .computeIfAbsent(reference, key -> ConcurrentHashMap.newKeySet())
                .add(webhook.id());
    }

    /** Whether the event has been accepted before. */
    public boolean hasAccepted(String eventId) {
        return acceptedEvents.contains(eventId);
    }

    /** Waits until all that was acknowledged has arrived, or nothing new has for a long time. */
    public void settle() {
        int missing = lost().size();
        while (missing > 0) {
            int missingBefore = missing;
            try {
                await().atMost(STANDSTILL)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> lost().size() < missingBefore);
            } catch (ConditionTimeoutException e) {
                return;
            }
            missing = lost().size();
        }
    }

    public int acknowledgedCount() {
        return acknowledged.size();
    }

    public Balance balance() {
        Set<String> twice = new TreeSet<>();
        for (Map.Entry<String, Set<String>> entry : eventsByReference.entrySet()) {
            if (entry.getValue().size() > 1) {
                twice.add(entry.getKey());
            }
        }
        Set<String> lost = lost();
        return new Balance(acknowledged.size(), acknowledged.size() - lost.size(), duplicates.get(), lost, twice);
    }

    private Set<String> lost() {
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(eventsByReference.keySet());
        return lost;
    }
}
