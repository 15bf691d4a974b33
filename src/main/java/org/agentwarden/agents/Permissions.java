package org.agentwarden.agents;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.budgets.Limit;
import org.agentwarden.budgets.OverLimit;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PermissionForbidden;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Settings;

/** What the agents of an organization may do. */
@Stateless
public class Permissions {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Agents agents;

    @Inject
    private Organizations organizations;

    @Inject
    private Conditions conditions;

    @Inject
    private PermissionCache known;

    @Inject
    private TeamUses teamUses;

    @Inject
    private GrantedPermissions grants;

    @Inject
    private Changes changes;

    @Inject
    private Event<AgentRightsChanged> rightsChanged;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    public PageResult<Permission> list(String organizationId, String agentId, Page page) {
        Agent agent = agents.find(organizationId, agentId);
        return PagedQuery.of(entities, Permission.class, organizationId)
                .within("agentId", agent.id())
                .page(page);
    }

    public List<Permission> of(Agent agent) {
        return entities.createNamedQuery("Permission.ofAgent", Permission.class)
                .setParameter("agent", agent.id())
                .getResultList();
    }

    /** What a check of the agent would say, and what with the permissions in shadow as well. */
    public Ruling rule(String organizationId, String agentId, RequestedAction requested) {
        return rule(agents.find(organizationId, agentId), requested);
    }

    /** What a check of the agent says, and what it would say with the permissions in shadow as well. */
    public Ruling rule(Agent agent, RequestedAction requested) {
        return PermissionPolicy.rule(
                CheckFacts.of(agent, requested, clock.instant()), known.of(agent, this::of), conditions);
    }

    /** What a check of the agent says, when these are its permissions. */
    public Judgement judge(Agent agent, PermissionSet granted, RequestedAction requested) {
        return judge(agent, granted, requested, clock.instant());
    }

    /** What a check of the agent would have said at that time, if these had been its permissions. */
    public Judgement judge(Agent agent, PermissionSet granted, RequestedAction requested, Instant time) {
        return PermissionPolicy.judge(CheckFacts.of(agent, requested, time), granted, conditions);
    }

    /**
     * The agent's permissions as they would be with another one, which may take the place of one of them. The new one is
     * enforced, whatever it says: what a draft would do is the question.
     */
    public PermissionSet withDraft(Agent agent, NewPermission draft, Optional<String> replaced) {
        Stream<Permission> others =
                of(agent).stream().filter(permission -> !replaced.equals(Optional.of(permission.id())));
        Permission wanted = new Permission(agent.organizationId(), agent.id(), draft.enforced(), clock.instant());
        return PermissionSet.of(Stream.concat(Stream.of(wanted), others).toList());
    }

    public Permission grant(String organizationId, String agentId, NewPermission grant) {
        Agent agent = agents.hold(organizationId, agentId);
        requireApprovalsInPlan(organizationId, grant.effect(), grant.limits());
        requireFuture(grant.expiresAt());
        teamUses.requireReachable(organizationId, grant.terms().approvers());
        PlanLimitExceeded.requireRoom(
                "Permission",
                "permissions",
                of(agent).size(),
                settings.limits().permissions(),
                organizations.planOf(organizationId).wireName());
        requireUngranted(agent, grant.action(), grant.condition(), grant.mode(), Optional.empty());
        Permission permission = new Permission(organizationId, agentId, grant, clock.instant());
        entities.persist(permission);
        changes.raise(ChangeKind.PERMISSION_CREATED, permission.subject(), permission.members());
        tellOfChange(permission, Mode.SHADOW);
        return permission;
    }

    /** Changes what the change names and leaves the rest. */
    public Permission change(String organizationId, String id, PermissionChange change) {
        Permission permission = hold(organizationId, id)
                .filter(found -> found.organizationId().equals(organizationId))
                .orElseThrow(() -> new NotFound("Permission not found"));
        if (permission.source().isPresent()) {
            throw new Conflict("granted_by_approval", "What was granted with an approval can only be removed");
        }
        RuleChange rule = change.rule();
        requireApprovalsInPlan(
                organizationId, rule.effectAfter(Effect.ALLOW), change.limits().orElse(List.of()));
        requireFuture(rule.expiresAt());
        change.terms().approvers().ifPresent(approvers -> teamUses.requireReachable(organizationId, approvers));
        FieldChanges before = permission.members();
        Action action = change.action().orElse(permission.action());
        Optional<String> condition = rule.conditionAfter(permission.condition());
        Mode modeBefore = permission.mode();
        Mode mode = rule.mode().orElse(modeBefore);
        if (!permission.hasSameScope(action, condition, mode)) {
            requireUngranted(
                    agents.find(organizationId, permission.agentId()), action, condition, mode, Optional.of(id));
        }
        permission.permit(action);
        permission.changeEffect(rule.effectAfter(permission.effect()));
        permission.become(mode);
        permission.applyWhen(condition.orElse(null));
        permission.expireAt(rule.expiryAfter(permission.expiresAt()).orElse(null));
        if (change.namesMaxAmount()) {
            permission.limit(change.maxAmount().orElse(null));
        }
        change.limits().ifPresent(permission::limitTo);
        permission.askOn(change.terms().of(permission.terms()));
        changes.raise(ChangeKind.PERMISSION_CHANGED, permission.subject(), before, permission.members());
        tellOfChange(permission, modeBefore);
        return permission;
    }

    /** Another organization's permission is answered with 403 here: the one exception in the contract. */
    public void revoke(String organizationId, String id) {
        Permission permission = hold(organizationId, id).orElseThrow(() -> new NotFound("Permission not found"));
        if (!permission.organizationId().equals(organizationId)) {
            throw new PermissionForbidden();
        }
        grants.removeThoseOf(permission);
        entities.remove(permission);
        changes.raise(ChangeKind.PERMISSION_DELETED, permission.subject(), permission.members());
        tellOfChange(permission, permission.mode());
    }

    /** A permission that was in shadow and still is changes no right. */
    private void tellOfChange(Permission permission, Mode modeBefore) {
        agents.find(permission.organizationId(), permission.agentId()).changeRights();
        if (permission.mode() == Mode.ENFORCE || modeBefore == Mode.ENFORCE) {
            rightsChanged.fire(new AgentRightsChanged(permission.organizationId(), permission.agentId()));
        }
    }

    /** Locks the caller's agent, then its permission. */
    private Optional<Permission> hold(String organizationId, String id) {
        entities.createNamedQuery("Permission.agentId", String.class)
                .setParameter("id", id)
                .getResultStream()
                .forEach(agentId -> agents.holdIfPresent(organizationId, agentId));
        return Optional.ofNullable(entities.find(Permission.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Needs the agent's row locked: no constraint of the database compares actions by their canonical forms. */
    private void requireUngranted(
            Agent agent, Action action, Optional<String> condition, Mode mode, Optional<String> exceptId) {
        boolean isGranted = of(agent).stream()
                .filter(permission -> !exceptId.equals(Optional.of(permission.id())))
                .anyMatch(permission -> permission.hasSameScope(action, condition, mode));
        if (isGranted) {
            throw exists(action);
        }
    }

    private void requireFuture(Optional<Instant> expiresAt) {
        if (expiresAt.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw new InvalidInput("expires_at", "must be in the future");
        }
    }

    private static Conflict exists(Action action) {
        return new Conflict("permission_exists", "The agent already has a permission for '" + action.sent() + "'");
    }

    private void requireApprovalsInPlan(String organizationId, Effect effect, List<Limit> limits) {
        Plan plan = organizations.planOf(organizationId);
        boolean asks = effect == Effect.ASK || limits.stream().anyMatch(limit -> limit.then() == OverLimit.ASK);
        if (asks && !plan.includesApprovals()) {
            throw new PlanLimitExceeded(
                    "Approvals are available on Pro, Business, and Enterprise plans. Upgrade your plan to require"
                            + " approval.",
                    "approvals",
                    plan.wireName());
        }
    }
}
