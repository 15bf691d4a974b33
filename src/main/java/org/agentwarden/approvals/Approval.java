package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/** One action of one agent that a human decides about, once. */
@Entity
@Table(name = "approvals")
public class Approval implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "agent_id")
    private String agentId;

    @Column(name = "agent_name")
    private String agentName;

    private String action;

    /** Null when it is the action. */
    @Column(name = "canonical_action")
    private @Nullable String canonicalAction;

    private String context;

    @Enumerated(EnumType.STRING)
    private ApprovalStatus status;

    private @Nullable String comment;

    @Column(name = "pending_key")
    private @Nullable String pendingKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "resolved_by")
    private @Nullable String resolvedBy;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @Embedded
    private ExecutionPermit permit;

    @Version
    private long version;

    protected Approval() {}

    Approval(String id, ActionRequest request, Instant createdAt, @Nullable Instant expiresAt) {
        this.id = id;
        this.organizationId = request.organizationId();
        this.agentId = request.agentId();
        this.agentName = request.agentName();
        this.action = request.action().sent();
        this.canonicalAction = request.action().differentForm().orElse(null);
        this.context = JsonCodec.write(request.context());
        this.pendingKey = request.hash();
        this.permit = new ExecutionPermit(request.terms());
        this.status = ApprovalStatus.PENDING;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    /**
     * The first decision wins.
     *
     * @return what happened, or empty when the same decision had been taken before
     * @throws Conflict {@code already_resolved} when it has come to another end, or its time is over
     * @throws NotPermitted when it is to be approved and was cancelled
     */
    Optional<ApprovalDecided> decide(Decision decision, String by, Optional<String> reason, Instant now) {
        if (status == decision.outcome()) {
            return Optional.empty();
        }
        if (status == ApprovalStatus.CANCELLED && decision == Decision.APPROVE) {
            throw new NotPermitted("the agent lost the right to this action before anybody decided");
        }
        if (status != ApprovalStatus.PENDING) {
            throw new Conflict("already_resolved", "Approval is already " + status.wireName());
        }
        if (isOver(now)) {
            throw new Conflict("already_resolved", "Approval has expired");
        }
        comment = reason.orElse(null);
        resolvedBy = by;
        return Optional.of(resolve(decision.outcome(), now));
    }

    /** Permits the action from now on; call it when it has just been approved. */
    void grant(Optional<Duration> usualValidity, Instant now) {
        permit.grant(actionHash(), usualValidity, now);
    }

    /** Why the action with that hash (see {@link ActionHash}) can't be claimed now; empty when it can. */
    Optional<ClaimRefusal> refusalOfClaim(String hash, Instant now) {
        return permit.refusal(status, actionHash().equals(hash), now);
    }

    /** Uses the approval once. Call it only when {@link #refusalOfClaim} has no objection. */
    void claim(Optional<String> by, Instant now) {
        permit.claim(by, now);
    }

    /** Takes an approval back; false when that has been done. What can not be claimed is a {@link Conflict}. */
    boolean revoke(Instant now) {
        if (permit.revokedAt().isPresent()) {
            return false;
        }
        refusalOfClaim(actionHash(), now).ifPresent(refusal -> {
            throw new Conflict(refusal.code(), refusal.message());
        });
        permit.revoke(now);
        return true;
    }

    /** Ends an approval whose time is over; empty when it has already ended. */
    Optional<ApprovalDecided> expire(Instant now) {
        return status == ApprovalStatus.PENDING && isOver(now)
                ? Optional.of(resolve(ApprovalStatus.EXPIRED, now))
                : Optional.empty();
    }

    /** Whether the time for a decision is over. */
    boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether it can still be decided. */
    boolean isOpen(Instant now) {
        return status == ApprovalStatus.PENDING && !isOver(now);
    }

    /** Ends a pending one without a decision. */
    ApprovalCancelled cancel(String reason, Instant now) {
        ApprovalCancelled cancelled =
                new ApprovalCancelled(organizationId, id, agentId, action, context(), reason, now);
        end(ApprovalStatus.CANCELLED, now);
        return cancelled;
    }

    private void end(ApprovalStatus outcome, Instant now) {
        status = outcome;
        resolvedAt = now;
        pendingKey = null;
    }

    private ApprovalDecided resolve(ApprovalStatus outcome, Instant now) {
        end(outcome, now);
        return decision();
    }

    /** The decision as it was told when it was taken. A row without a time, which nobody has decided, has that of its creation. */
    ApprovalDecided decision() {
        return new ApprovalDecided(
                organizationId,
                id,
                agentId,
                action,
                context(),
                status,
                resolvedBy(),
                comment(),
                resolvedAt().orElse(createdAt));
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

    public String agentName() {
        return agentName;
    }

    public Action action() {
        return Action.of(action);
    }

    public JsonObject context() {
        return JsonCodec.parseObject(context);
    }

    /** What is decided about, as {@link ActionHash} defines it. */
    public String actionHash() {
        return ActionHash.of(agentId, action, context());
    }

    public ApprovalStatus status() {
        return status;
    }

    public ExecutionPermit permit() {
        return permit;
    }

    public Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    public Optional<String> resolvedBy() {
        return Optional.ofNullable(resolvedBy);
    }

    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
    }
}
