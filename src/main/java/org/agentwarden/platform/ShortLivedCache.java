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

    /** What is known, or what {@code find} finds now; what it throws is not remembered. */
    public V get(K key, Function<K, V> find) {
        return known.get(key, find);
    }

    /** From now on {@link #get} looks anew, also where a look-up that began earlier is still under way. */
    public void forget(K key) {
        known.invalidate(key);
    }
}
