package org.agentwarden.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;

/**
 * A slow receiver for one ordered endpoint. It records each request, with its begin and its end, and notes requests that
 * begin while another one is under way, or before the event before was finished. Thread-safe.
 */
final class SerialReceiver implements AutoCloseable {

    /** The member of the context that numbers the reports, from 1 on, in the order in which they were acknowledged. */
    static final String NUMBER = "number";

    /** One retry: then a delivery is exhausted. */
    static final int ATTEMPTS = 2;

    private static final Duration SLOWEST = Duration.ofMillis(120);
    private static final Duration VERY_SLOW = Duration.ofSeconds(2);
    private static final int VERY_SLOW_EVERY = 61;
    private static final int FAILS_ONCE_EVERY = 11;
    private static final int IS_EXHAUSTED_EVERY = 29;

    private final boolean isBlocked;
    private final Map<Integer, Integer> requests = new TreeMap<>();
    private final Set<Integer> accepted = new LinkedHashSet<>();
    private final List<String> overlaps = new ArrayList<>();
    private final List<String> overtaken = new ArrayList<>();
    private final WebhookReceiver receiver = WebhookReceiver.forgetful(0, this::take);
    private String underWay = "";

    /** @param isBlocked whether an exhausted delivery must hold up all later ones */
    SerialReceiver(boolean isBlocked) {
        this.isBlocked = isBlocked;
    }

    private Reply take(ReceivedWebhook webhook) {
        int number = webhook.data().getJsonObject("context").getInt(NUMBER);
        int request = begin(number, "number " + number + ", attempt " + webhook.attempt());
        LockSupport.parkNanos(timeFor(number, request).toNanos());
        return end(number, isFailing(number, request));
    }

    private static Duration timeFor(int number, int request) {
        return (number + request) % VERY_SLOW_EVERY == 0
                ? VERY_SLOW
                : SLOWEST.multipliedBy(number % 4).dividedBy(3);
    }

    private static boolean isFailing(int number, int request) {
        int failures = number % IS_EXHAUSTED_EVERY == 0 ? ATTEMPTS : number % FAILS_ONCE_EVERY == 0 ? 1 : 0;
        return request <= failures;
    }

    private synchronized int begin(int number, String name) {
        if (!underWay.isEmpty()) {
            overlaps.add(name + " during " + underWay);
        }
        underWay = name;
        if (number > 1 && !isFinished(number - 1)) {
            overtaken.add(name);
        }
        return requests.merge(number, 1, Integer::sum);
    }

    private boolean isFinished(int number) {
        return accepted.contains(number) || (!isBlocked && requests.getOrDefault(number, 0) >= ATTEMPTS);
    }

    private synchronized Reply end(int number, boolean isFailing) {
        underWay = "";
        if (!isFailing) {
            accepted.add(number);
        }
        return isFailing ? Reply.status(500) : Reply.ok();
    }

    URI uri() {
        return receiver.uri();
    }

    synchronized List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    /** Requests that came before the event before was finished. */
    synchronized List<String> overtaken() {
        return List.copyOf(overtaken);
    }

    /** The numbers up to the given one that have not been accepted. */
    synchronized List<Integer> missing(int last) {
        List<Integer> missing = new ArrayList<>();
        for (int number = 1; number <= last; number++) {
            if (!accepted.contains(number)) {
                missing.add(number);
            }
        }
        return missing;
    }

    synchronized int requests() {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
