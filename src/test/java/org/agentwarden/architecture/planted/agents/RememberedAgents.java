package org.agentwarden.architecture.planted.agents;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.agentwarden.agents.AgentDeleted;
import org.agentwarden.platform.ShortLivedCache;

/** Goes on with what a transaction has read that was rolled back. */
public class RememberedAgents {

    private final ShortLivedCache<String, String> names = new ShortLivedCache<>();

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) AgentDeleted deleted) {
        names.forget(deleted.agentId());
    }
}
