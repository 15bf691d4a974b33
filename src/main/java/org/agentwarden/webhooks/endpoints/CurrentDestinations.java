package org.agentwarden.webhooks.endpoints;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.agentwarden.organizations.PlanCache;
import org.agentwarden.platform.ShortLivedCache;

/**
 * Where deliveries go at the moment in which they are sent. A change of an endpoint counts on this node before the
 * request for it is answered, on other nodes within half a second.
 */
@ApplicationScoped
public class CurrentDestinations {

    /** Longer than any request waits for its connection. */
    private static final Duration CHANGES_COUNT_FOR = Duration.ofMinutes(10);

    private static final int MOST_CHANGES = 100_000;

    private final ShortLivedCache<String, Optional<Known>> known = new ShortLivedCache<>();

    /** By endpoint, when it was changed last, in {@link System#nanoTime}. */
    private final Cache<String, Long> changes = Caffeine.newBuilder()
            .expireAfterWrite(CHANGES_COUNT_FOR)
            .maximumSize(MOST_CHANGES)
            .build();

    @Inject
    private Endpoints endpoints;

    @Inject
    private PlanCache plans;

    /** What is remembered of an endpoint. */
    public record Known(String organizationId, boolean enabled, Destination destination) {}

    /**
     * A destination as it is now.
     *
     * @param unchanged whether the endpoint has not been changed on this node since; never blocks
     */
    public record Current(Destination destination, BooleanSupplier unchanged) {}

    /**
     * Where a delivery of the endpoint goes now; empty when it can go nowhere: the endpoint is deleted or disabled, the
     * plan is without webhooks, or its secrets can't be opened. A disabled endpoint can still be tested.
     */
    public Optional<Current> of(String endpointId, EventType type) {
        long asked = System.nanoTime();
        Optional<Current> current = known.get(endpointId, endpoints::known)
                .filter(found -> found.enabled() || type == EventType.WEBHOOK_TEST)
                .filter(found -> plans.of(found.organizationId()).includesWebhooks())
                .map(found -> new Current(found.destination(), () -> isUnchangedSince(asked, endpointId)));
        if (current.isEmpty()) {
            // Whoever enables it, on any node, does not have to wait.
            known.forget(endpointId);
        }
        return current;
    }

    private boolean isUnchangedSince(long nanos, String endpointId) {
        Long changed = changes.getIfPresent(endpointId);
        return changed == null || changed - nanos < 0;
    }

    /** First forgets, then notes the time: whoever has got what is forgotten now has asked before that time. */
    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) EndpointChanged changed) {
        known.forget(changed.endpointId());
        changes.put(changed.endpointId(), System.nanoTime());
    }
}
