package org.agentwarden.crash;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.systems.ReceivedWebhook;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What the server has acknowledged against what one receiver has got. Every request of the load carries a reference of
 * its own in its context, which comes back in the webhook: an entry is the type of event that the request raises and the
 * reference, so the books balance without any id of the server's. Thread-safe.
 */
public final class Ledger {

    /** The member of the context that holds the reference. */
    public static final String REFERENCE = "reference";

    /** Longer than a delivery whose lease was held by the killed process takes to be found again. */
    private static final Duration STANDSTILL = Duration.ofSeconds(75);

    private final ConcurrentMap<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Arrival> arrivals = new ConcurrentHashMap<>();
    private final Set<String> acceptedEvents = ConcurrentHashMap.newKeySet();
    private final AtomicInteger duplicates = new AtomicInteger();

    private record Arrival(long nanos, Set<String> eventIds) {}

    /**
     * The books' balance.
     *
     * @param duplicates webhooks that arrived once more although they had been accepted
     * @param lost entries that were acknowledged and never arrived
     * @param twice entries that more than one event was raised for
     */
    public record Balance(int acknowledged, int delivered, int duplicates, Set<String> lost, Set<String> twice) {}

    /** When something was acknowledged and when it first arrived, by {@link System#nanoTime}. */
    public record Passage(long acknowledgedNanos, long arrivedNanos) {

        /** Nothing when the webhook overtook the acknowledgement. */
        public Duration duration() {
            return Duration.ofNanos(Math.max(0, arrivedNanos - acknowledgedNanos));
        }
    }

    /** Takes down that the server has answered a request with success, which raises an event of that type. */
    public void acknowledge(String event, String reference) {
        acknowledged.put(entry(event, reference), System.nanoTime());
    }

    /** Takes down a webhook that the receiver answers with 2xx, and only such a one. */
    public void accept(ReceivedWebhook webhook) {
        if (!acceptedEvents.add(webhook.id())) {
            duplicates.incrementAndGet();
        }
        String reference = webhook.data().getJsonObject("context").getString(REFERENCE);
        arrivals.computeIfAbsent(
                        entry(webhook.event(), reference),
                        key -> new Arrival(webhook.arrivedNanos(), ConcurrentHashMap.newKeySet()))
                .eventIds()
                .add(webhook.id());
    }

    private static String entry(String event, String reference) {
        return event + " of " + reference;
    }

    /** Whether the event has been accepted before. */
    public boolean hasAccepted(String eventId) {
        return acceptedEvents.contains(eventId);
    }

    /** The id of the event that has arrived for an entry. */
    public Optional<String> eventIdOf(String entry) {
        return Optional.ofNullable(arrivals.get(entry))
                .flatMap(arrival -> arrival.eventIds().stream().findFirst());
    }

    /** Waits until all that was acknowledged has arrived, or nothing new has for a long time. */
    public void settle() {
        long missing = missing().count();
        while (missing > 0) {
            long missingBefore = missing;
            try {
                await().atMost(STANDSTILL)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> missing().count() < missingBefore);
            } catch (ConditionTimeoutException e) {
                return;
            }
            missing = missing().count();
        }
    }

    /**
     * How long before a time, by {@link System#nanoTime}, entries were acknowledged that have not arrived; negative for those
     * that were acknowledged after it.
     */
    public Map<String, Duration> missingBefore(long nanos) {
        return missing()
                .collect(Collectors.toMap(
                        entry -> entry,
                        entry -> Duration.ofNanos(nanos - acknowledged.getOrDefault(entry, nanos)),
                        (one, same) -> one,
                        TreeMap::new));
    }

    public int acknowledgedCount() {
        return acknowledged.size();
    }

    public Balance balance() {
        Set<String> twice = new TreeSet<>();
        arrivals.forEach((entry, arrival) -> {
            if (arrival.eventIds().size() > 1) {
                twice.add(entry);
            }
        });
        Set<String> lost = missing().collect(Collectors.toCollection(TreeSet::new));
        return new Balance(acknowledged.size(), acknowledged.size() - lost.size(), duplicates.get(), lost, twice);
    }

    /** Of everything that was acknowledged and has arrived. */
    public List<Passage> passages() {
        List<Passage> passages = new ArrayList<>();
        for (Map.Entry<String, Long> entry : acknowledged.entrySet()) {
            Arrival arrival = arrivals.get(entry.getKey());
            if (arrival != null) {
                passages.add(new Passage(entry.getValue(), arrival.nanos()));
            }
        }
        return passages;
    }

    private Stream<String> missing() {
        return acknowledged.keySet().stream().filter(entry -> !arrivals.containsKey(entry));
    }
}
