package org.agentwarden.actions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.agentwarden.platform.LostRace;
import org.agentwarden.security.Origin;

/**
 * Answers checks that leave a row in the log and nothing else in batches. One that asks a human, uses an approval or counts
 * against a limit locks rows, and has a transaction of its own.
 */
@ApplicationScoped
public class BatchedChecks {

    /** Actions of agents that had to be checked alone lately; it only saves their way through a batch. */
    private final Cache<AgentsAction, Boolean> alone = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(10))
            .maximumSize(10_000)
            .build();

    @Inject
    private ActionBatches batches;

    @Inject
    private Checks checks;

    private record AgentsAction(String agentId, String canonicalAction) {}

    /**
     * Blocks until the check is committed.
     *
     * @param request with the agent's id
     * @throws LostRace as {@link Checks#check}
     */
    CheckAnswer check(String organizationId, CheckRequest request, Origin origin) {
        AgentsAction action =
                new AgentsAction(request.agent(), request.requested().action().canonical());
        if (request.approvalId().isPresent() || alone.getIfPresent(action) != null) {
            return checks.check(organizationId, request, origin);
        }
        PendingCheck pending = new PendingCheck(organizationId, request, origin);
        batches.store(organizationId, List.of(pending));
        return pending.answer().orElseGet(() -> {
            alone.put(action, true);
            return checks.check(organizationId, request, origin);
        });
    }
}
