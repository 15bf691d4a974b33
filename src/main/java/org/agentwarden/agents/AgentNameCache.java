package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.agentwarden.platform.ShortLivedCache;

/** Which agent a report speaks of, without a look into the database for every report of a busy agent. */
@ApplicationScoped
public class AgentNameCache {

    private final ShortLivedCache<Name, String> known = new ShortLivedCache<>();
    private final ShortLivedCache<Name, String> names = new ShortLivedCache<>();

    @Inject
    private Agents agents;

    private record Name(String organizationId, String idOrName) {}

    /** The agent's id. @throws NotFound when the organization has no agent of that id or name */
    public String idOf(String organizationId, String idOrName) {
        return known.get(
                new Name(organizationId, idOrName),
                name -> agents.findByIdOrName(name.organizationId(), name.idOrName())
                        .id());
    }

    /** The name of the agent with that id; empty when there is none. */
    public String nameOf(String organizationId, String id) {
        return names.get(
                new Name(organizationId, id),
                name -> agents.name(name.organizationId(), name.idOrName()).orElse(""));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) AgentRenamed renamed) {
        known.forget(new Name(renamed.organizationId(), renamed.before()));
        known.forget(new Name(renamed.organizationId(), renamed.after()));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) AgentDeleted deleted) {
        known.forget(new Name(deleted.organizationId(), deleted.agentId()));
        known.forget(new Name(deleted.organizationId(), deleted.name()));
    }
}
