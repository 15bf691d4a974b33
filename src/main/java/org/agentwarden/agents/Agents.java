package org.agentwarden.agents;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.settings.Plan;
import org.jspecify.annotations.Nullable;

/** The agents of an organization. */
@Stateless
public class Agents {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Organizations organizations;

    @Inject
    private Event<AgentDeleted> deleted;

    @Inject
    private Event<AgentRenamed> renamed;

    @Inject
    private Event<AgentRightsChanged> rightsChanged;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /** Those that were created at or after the first time and before the second. */
    public PageResult<Agent> list(
            String organizationId, Optional<Instant> createdAfter, Optional<Instant> createdBefore, Page page) {
        return PagedQuery.of(entities, Agent.class, organizationId)
                .createdWithin(createdAfter, createdBefore)
                .page(page);
    }

    public Agent find(String organizationId, String id) {
        return byId(organizationId, id).orElseThrow(Agents::notFound);
    }

    /**
     * Loads the agent with a pessimistic lock, for changing it or its permissions, or for deciding what it may do. Whoever
     * locks a permission or an approval as well locks the agent first.
     */
    public Agent hold(String organizationId, String id) {
        return holdIfPresent(organizationId, id).orElseThrow(Agents::notFound);
    }

    /** As {@link #hold}; empty when the organization has no such agent. */
    public Optional<Agent> holdIfPresent(String organizationId, String id) {
        return scoped(organizationId, entities.find(Agent.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The name of the agent with that id, if there is one. */
    public Optional<String> name(String organizationId, String id) {
        return byId(organizationId, id).map(Agent::name);
    }

    /** The SDK names agents by id or by their unique name. */
    public Agent findByIdOrName(String organizationId, String idOrName) {
        return byId(organizationId, idOrName)
                .or(() -> byName(organizationId, idOrName))
                .orElseThrow(Agents::notFound);
    }

    public Agent create(String organizationId, String name, @Nullable String description, String createdBy) {
        requireRoomInPlan(organizationId);
        requireFreeName(organizationId, name);
        Agent agent = new Agent(organizationId, name, description, createdBy, clock.instant());
        entities.persist(agent);
        flushNames();
        changes.raise(ChangeKind.AGENT_CREATED, agent.subject(), agent.members());
        return agent;
    }

    /** Changes what the change names and leaves the rest. */
    public Agent change(String organizationId, String id, AgentChange change) {
        Agent agent = hold(organizationId, id);
        FieldChanges before = agent.members();
        AgentStatus statusBefore = agent.status();
        change.name().filter(name -> !name.equals(agent.name())).ifPresent(name -> {
            requireFreeName(organizationId, name);
            renamed.fire(new AgentRenamed(organizationId, agent.name(), name));
            agent.rename(name);
            flushNames();
        });
        if (change.describes()) {
            agent.describe(change.description().orElse(null));
        }
        change.status().ifPresent(agent::become);
        changes.raise(ChangeKind.AGENT_CHANGED, agent.subject(), before, agent.members());
        if (agent.status() != statusBefore) {
            rightsChanged.fire(new AgentRightsChanged(organizationId, id));
        }
        return agent;
    }

    /** Removes the agent with its permissions; its log stays. */
    public void delete(String organizationId, String id) {
        Agent agent = hold(organizationId, id);
        entities.createNamedQuery("Permission.deleteOfAgent")
                .setParameter("agent", id)
                .executeUpdate();
        entities.remove(agent);
        changes.raise(ChangeKind.AGENT_DELETED, agent.subject(), agent.members());
        deleted.fire(new AgentDeleted(organizationId, id, agent.name()));
    }

    private Optional<Agent> byId(String organizationId, String id) {
        return scoped(organizationId, entities.find(Agent.class, id));
    }

    private static Optional<Agent> scoped(String organizationId, @Nullable Agent agent) {
        return Optional.ofNullable(agent).filter(found -> found.organizationId().equals(organizationId));
    }

    private static NotFound notFound() {
        return new NotFound("Agent not found");
    }

    private Optional<Agent> byName(String organizationId, String name) {
        return entities.createNamedQuery("Agent.byName", Agent.class)
                .setParameter("organization", organizationId)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    private void requireFreeName(String organizationId, String name) {
        if (byName(organizationId, name).isPresent()) {
            throw takenName();
        }
    }

    /** Two callers may have found the same name free. */
    private void flushNames() {
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw takenName();
        }
    }

    private static InvalidInput takenName() {
        return new InvalidInput("name", "is already the name of another agent");
    }

    private void requireRoomInPlan(String organizationId) {
        Plan plan = organizations.hold(organizationId);
        long count = entities.createNamedQuery("Agent.count", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
        if (count >= plan.agentLimit()) {
            String message = "Agent limit reached (" + count + "/" + plan.agentLimit()
                    + "). Upgrade your plan to create more agents.";
            throw new PlanLimitExceeded(message, "agents", plan.wireName());
        }
    }
}
