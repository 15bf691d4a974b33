package org.agentwarden.agents;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.settings.Settings;

/** Makes and removes the permissions that are granted with an approval. Call it with the agent's row locked. */
@Stateless
public class GrantedPermissions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Agents agents;

    @Inject
    private Organizations organizations;

    @Inject
    private Changes changes;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /**
     * What was approved.
     *
     * @param permissionId that asked for it
     */
    public record Approved(
            String organizationId,
            String agentId,
            String approvalId,
            Optional<String> permissionId,
            RequestedAction requested) {}

    /**
     * Grants further actions like the one that was approved. Takes the place of an earlier grant for the same permission, action
     * and person; those of the agent that have ended go, too.
     *
     * @throws Conflict {@code not_grantable} when the permission that asked is gone, or asks no more, or only over a limit
     * @throws InvalidInput when what is granted can't be counted
     */
    public void grant(Approved approved, GrantTerms terms) {
        Agent agent = agents.hold(approved.organizationId(), approved.agentId());
        RequestedAction requested = approved.requested();
        Instant now = clock.instant();
        List<Permission> all = of(agent);
        Permission asking = all.stream()
                .filter(permission -> approved.permissionId().equals(Optional.of(permission.id()))
                        && permission.effect() == Effect.ASK
                        && permission.mode() == Mode.ENFORCE
                        && !permission.isExpired(now))
                .findFirst()
                .orElseThrow(() -> new Conflict(
                        "not_grantable",
                        "No permission asks for every such action: the one that asked has changed, or a limit"
                                + " asked"));
        terms.requireCountable(requested);
        int removed = remove(
                all,
                grant -> grant.isExpired(now)
                        || (grant.action().isSameAs(requested.action())
                                && isOf(grant, asking.id(), requested.onBehalfOf())));
        PlanLimitExceeded.requireRoom(
                "Permission",
                "permissions",
                all.size() - removed,
                settings.limits().permissions(),
                organizations.planOf(approved.organizationId()).wireName());
        GrantSource source = new GrantSource(approved.approvalId(), asking.id(), requested.onBehalfOf());
        Permission grant = new Permission(agent, terms.inPlaceOf(asking, requested.action(), now), source, now);
        entities.persist(grant);
        changes.raise(ChangeKind.PERMISSION_CREATED, grant.subject(), grant.members());
        agent.changeRights();
    }

    /** Removes what was granted in place of a permission that is removed. */
    public void removeThoseOf(Permission asking) {
        int unused = remove(
                of(agents.find(asking.organizationId(), asking.agentId())),
                grant -> isOf(grant, asking.id(), grant.source().flatMap(GrantSource::person)));
    }

    private List<Permission> of(Agent agent) {
        return entities.createNamedQuery("Permission.ofAgent", Permission.class)
                .setParameter("agent", agent.id())
                .getResultList();
    }

    private static boolean isOf(Permission grant, String askingId, Optional<String> person) {
        return grant.source().filter(source -> source.answers(askingId, person)).isPresent();
    }

    /** @return how many were removed */
    private int remove(List<Permission> permissions, Predicate<Permission> wanted) {
        List<Permission> removed =
                Grants.among(permissions).stream().filter(wanted).toList();
        for (Permission grant : removed) {
            entities.remove(grant);
            changes.raise(ChangeKind.PERMISSION_DELETED, grant.subject(), grant.members());
        }
        return removed.size();
    }
}
