package org.agentwarden.security;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents that an API key may act for. Pure.
 *
 * @param agentIds ids of agents, deleted ones included; empty when the key may act for any agent
 */
public record AgentBinding(Optional<List<String>> agentIds) {

    /** Any agent of the organization. */
    public static final AgentBinding ANY = new AgentBinding(Optional.empty());

    private static final String SEPARATOR = "\n";

    /** These agents and no other. Their deletion leaves the key with the rest of them, or with none. */
    public static AgentBinding to(Collection<String> agentIds) {
        return new AgentBinding(Optional.of(agentIds.stream().distinct().toList()));
    }

    /** The binding that {@link #stored} wrote. */
    public static AgentBinding parse(@Nullable String stored) {
        return stored == null ? ANY : to(stored.lines().toList());
    }

    /** As a text to keep; null for any agent. */
    public @Nullable String stored() {
        return agentIds.map(ids -> String.join(SEPARATOR, ids)).orElse(null);
    }

    public boolean covers(String agentId) {
        return agentIds.isEmpty() || agentIds.get().contains(agentId);
    }
}
