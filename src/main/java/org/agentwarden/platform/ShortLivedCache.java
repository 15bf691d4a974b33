package org.agentwarden.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;

/**
 * What every request asks and what seldom changes, remembered so briefly that another node of a cluster goes by old
 * knowledge for half a second at most; this node is told to forget as soon as a change has ended,
 * also with a rollback: the transaction may have remembered its own changes. Safe for threads.
 */
public final class ShortLivedCache<K, V> {

    private static final Duration TIME = Duration.ofMillis(500);
    private static final int MOST = 10_000;

    private final Cache<K, V> known =
            Caffeine.newBuilder().expireAfterWrite(TIME).maximumSize(MOST).build();

    /** How often something was forgotten. */
    private long forgotten;

    /**
     * What is known, or what {@code find} finds now; what it throws is not remembered. Several threads may look the same up
     * at once: a query writes what its transaction has changed before, which can take long, and nobody waits for that of
     * another.
     */
    public V get(K key, Function<K, V> find) {
        V value = known.getIfPresent(key);
        if (value != null) {
            return value;
        }
        long before = forgotten();
        V found = find.apply(key);
        remember(key, found, before);
        return found;
    }

    private synchronized long forgotten() {
        return forgotten;
    }

    private synchronized void remember(K key, V found, long before) {
        if (forgotten == before) {
            known.put(key, found);
        }
    }

    /** From now on {@link #get} looks anew, also where a look-up that began earlier is still under way. */
    public synchronized void forget(K key) {
        forgotten++;
        known.invalidate(key);
    }
}
