package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.agentwarden.platform.ShortLivedCache;

/**
 * The permissions of busy agents, without a query for every check. They are known by the version of the agent's rights,
 * which whoever asks has just read, so none is used that has changed, on whatever node.
 */
@ApplicationScoped
public class PermissionCache {

    private final ShortLivedCache<Rights, PermissionSet> known = new ShortLivedCache<>();

    private record Rights(String agentId, long version) {}

    /** The agent's permissions. Call it in no transaction that changes them. */
    PermissionSet of(Agent agent, Function<Agent, List<Permission>> load) {
        return known.get(new Rights(agent.id(), agent.rightsVersion()), rights -> PermissionSet.of(load.apply(agent)));
    }
}
