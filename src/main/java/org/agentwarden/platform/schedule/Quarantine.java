package org.agentwarden.platform.schedule;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.agentwarden.platform.ConnectionFailures;
import org.agentwarden.platform.ThrottledLog;

/**
 * Lets a task go on with its other items when one of them fails. An item that fails is set aside, at first for five
 * seconds and then for twice as long each time, up to ten minutes. Safe for threads.
 */
public final class Quarantine {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(Quarantine.class.getName()));
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    /** Bounds the memory, and the queries that leave these items out. Beyond it, an item that fails is not remembered. */
    private static final int MOST_ITEMS = 500;

    private final String task;
    private final InstantSource clock;
    private final Map<String, Backoff> items = new HashMap<>();

    private record Backoff(Duration length, Instant end) {}

    /** @param task names the task in the log */
    public Quarantine(String task, InstantSource clock) {
        this.task = task;
        this.clock = clock;
    }

    /**
     * Does something for one item, unless the item is set aside at the moment.
     *
     * @return whether it was done
     * @throws RuntimeException when the database can not be reached: that is not the item's fault, and the others would
     *     fail as well
     */
    public boolean attempt(String item, Runnable work) {
        if (setAside().contains(item)) {
            return false;
        }
        try {
            work.run();
            forgive(item);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            if (ConnectionFailures.isAmongCausesOf(e)) {
                throw e;
            }
            setAside(item, e);
            return false;
        }
    }

    /**
     * Does something for many items together. When that fails the items are halved, and each half is done by itself, until
     * the ones are found that fail alone; these are set aside. So {@code work} must have no effect when it throws.
     *
     * @return how many items it was done for
     * @throws RuntimeException when the database can not be reached
     */
    public int attemptAll(List<String> items, Consumer<List<String>> work) {
        if (items.size() <= 1) {
            return (int) items.stream()
                    .filter(item -> attempt(item, () -> work.accept(items)))
                    .count();
        }
        try {
            work.accept(items);
            return items.size();
        } catch (RuntimeException | StackOverflowError e) {
            if (ConnectionFailures.isAmongCausesOf(e)) {
                throw e;
            }
            int half = items.size() / 2;
            return attemptAll(items.subList(0, half), work) + attemptAll(items.subList(half, items.size()), work);
        }
    }

    /** The items that are set aside at the moment, at most 500. */
    public synchronized Set<String> setAside() {
        Instant now = clock.instant();
        return items.entrySet().stream()
                .filter(item -> now.isBefore(item.getValue().end()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized void forgive(String item) {
        items.remove(item);
    }

    private synchronized void setAside(String item, Throwable failure) {
        Instant now = clock.instant();
        Backoff last = items.get(item);
        Duration length = last == null ? FIRST_BACKOFF : doubled(last.length());
        if (last != null || items.size() < MOST_ITEMS || dropThoseThatAreOver(now)) {
            items.put(item, new Backoff(length, now.plus(length)));
        }
        LOG.log(
                Level.ERROR,
                task + ' ' + failure.getClass().getName(),
                () -> task + " sets " + item + " aside for " + length.toSeconds() + " s",
                failure);
    }

    private boolean dropThoseThatAreOver(Instant now) {
        return items.values().removeIf(backoff -> !now.isBefore(backoff.end()));
    }

    private static Duration doubled(Duration length) {
        Duration twice = length.multipliedBy(2);
        return twice.compareTo(LONGEST_BACKOFF) < 0 ? twice : LONGEST_BACKOFF;
    }
}
