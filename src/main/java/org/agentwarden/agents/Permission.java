package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.budgets.Limit;
import org.agentwarden.budgets.OverLimit;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A rule for what an agent may do: for one action, or with a trailing {@code *} for every action with that prefix; for every
 * check, or for those for which its condition holds; for ever, or for a time.
 */
@Entity
@Table(name = "permissions")
@NamedQuery(
        name = "Permission.ofAgent",
        query = "select p from Permission p where p.agentId = :agent order by p.createdAt desc, p.id desc")
@NamedQuery(name = "Permission.agentId", query = "select p.agentId from Permission p where p.id = :id")
@NamedQuery(
        name = "Permission.quorumOfTeam",
        query = "select max(p.terms.quorum) from Permission p where p.terms.teamId = :team"
                + " and p.terms.escalateTo is null")
@NamedQuery(name = "Permission.escalatingQuorums", query = EscalatingQuorum.OF_TEAM)
@NamedQuery(
        name = "Permission.countOfTeam",
        query = "select count(p) from Permission p where p.terms.teamId = :team or p.terms.escalateTo = :team")
@NamedQuery(name = "Permission.deleteOfAgent", query = "delete from Permission p where p.agentId = :agent")
public class Permission implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "agent_id")
    private String agentId;

    private String action;

    @Column(name = "max_amount")
    private @Nullable BigDecimal maxAmount;

    @Enumerated(EnumType.STRING)
    private Effect effect;

    @Enumerated(EnumType.STRING)
    private Mode mode;

    private @Nullable String limits;

    /** Of the check, in the Common Expression Language. */
    @Column(name = "applies_when")
    private @Nullable String condition;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Embedded
    private StoredTerms terms;

    @Column(name = "created_at")
    private Instant createdAt;

    @Embedded
    private @Nullable GrantSource source;

    protected Permission() {}

    /** One that answers the permission that asked for an approval. */
    Permission(Agent agent, NewPermission grant, GrantSource source, Instant createdAt) {
        this(agent.organizationId(), agent.id(), grant, createdAt);
        this.source = source;
    }

    Permission(String organizationId, String agentId, NewPermission grant, Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.agentId = agentId;
        this.action = grant.action().sent();
        this.effect = grant.effect();
        this.mode = grant.mode();
        this.condition = grant.condition().orElse(null);
        this.expiresAt = grant.expiresAt().orElse(null);
        this.maxAmount = grant.maxAmount().orElse(null);
        this.createdAt = createdAt;
        this.terms = new StoredTerms(grant.terms());
        limitTo(grant.limits());
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether its condition holds, if it has one. @throws ConditionFailed when that can't be told */
    boolean holds(CheckFacts facts, Conditions conditions) throws ConditionFailed {
        return condition == null || conditions.hold(condition, facts);
    }

    /**
     * Two of an agent's permissions that say so of each other would be one rule twice, or contradict each other. A draft in
     * shadow may stand beside the permission that is enforced.
     */
    boolean hasSameScope(Action otherAction, Optional<String> otherCondition, Mode otherMode) {
        return source().isEmpty()
                && mode == otherMode
                && action().isSameAs(otherAction)
                && condition().equals(otherCondition);
    }

    /** Whether a human is asked for each action, or for those over a limit. */
    boolean mayAsk() {
        return effect == Effect.ASK || limits().stream().anyMatch(limit -> limit.then() == OverLimit.ASK);
    }

    void permit(Action newAction) {
        this.action = newAction.sent();
    }

    void limit(@Nullable BigDecimal newMaxAmount) {
        this.maxAmount = newMaxAmount;
    }

    final void limitTo(List<Limit> newLimits) {
        this.limits = newLimits.isEmpty() ? null : Limit.write(newLimits);
    }

    void changeEffect(Effect newEffect) {
        this.effect = newEffect;
    }

    void become(Mode newMode) {
        this.mode = newMode;
    }

    void applyWhen(@Nullable String newCondition) {
        this.condition = newCondition;
    }

    void expireAt(@Nullable Instant time) {
        this.expiresAt = time;
    }

    void askOn(ApprovalTerms newTerms) {
        this.terms = new StoredTerms(newTerms);
    }

    Subject subject() {
        return Subject.ofAgent(organizationId, agentId, id);
    }

    FieldChanges members() {
        JsonBuilder members = JsonBuilder.of();
        source().ifPresent(given -> given.addTo(members));
        members.text("action", action)
                .decimal("max_amount", maxAmount)
                .value("limits", Limit.toJson(limits()))
                .text("effect", effect.wireName())
                .text("mode", mode.wireName())
                .text("when", condition)
                .time("expires_at", expiresAt);
        return FieldChanges.of(terms().addTo(members).build());
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String agentId() {
        return agentId;
    }

    public Action action() {
        return Action.of(action);
    }

    public Optional<BigDecimal> maxAmount() {
        return Optional.ofNullable(maxAmount);
    }

    public List<Limit> limits() {
        return limits == null ? List.of() : Limit.read(limits);
    }

    public Effect effect() {
        return effect;
    }

    public Mode mode() {
        return mode;
    }

    public Optional<String> condition() {
        return Optional.ofNullable(condition);
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** Of the approvals that it asks for. */
    public ApprovalTerms terms() {
        return terms.terms();
    }

    /** Where it comes from an approval, and only answers what asked for that; empty for all others. */
    public Optional<GrantSource> source() {
        return Optional.ofNullable(source).filter(GrantSource::isGrant);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
