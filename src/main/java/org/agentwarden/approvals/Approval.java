package org.agentwarden.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.Conflict;
import org.jspecify.annotations.Nullable;

/** One action of one agent that humans decide about, once. */
@Entity
@Table(name = "approvals")
public class Approval extends StoredRequest {

    private static final String TOO_FEW = "Fewer people may decide than must approve";

    @Enumerated(EnumType.STRING)
    private ApprovalStatus status;

    private @Nullable String comment;

    @Column(name = "pending_key")
    private @Nullable String pendingKey;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "resolved_by")
    private @Nullable String resolvedBy;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @Embedded
    private ExecutionPermit permit;

    @Embedded
    private Quorum quorum;

    /** When it must be reviewed though nobody's rights have changed; null for never. */
    @Column(name = "review_at")
    private @Nullable Instant reviewAt;

    @Version
    private long version;

    protected Approval() {}

    Approval(String id, ActionRequest request, Quorum quorum, Instant createdAt, @Nullable Instant expiresAt) {
        super(id, request, createdAt);
        this.pendingKey = request.hash();
        this.permit = new ExecutionPermit(request.terms());
        this.quorum = quorum;
        this.status = ApprovalStatus.PENDING;
        this.expiresAt = expiresAt;
        this.reviewAt = isForEverybody() ? quorum.escalation().next().orElse(null) : createdAt;
    }

    /** Whether everybody with the role may decide, alone. */
    final boolean isForEverybody() {
        return quorum.isUsual() && onBehalfOf().isEmpty();
    }

    /**
     * Makes sure that somebody may decide, see {@link Admission}. What others have decided who may not any more is forgotten.
     *
     * @return the one in whose place the user decides; empty for the own right
     */
    Optional<String> admit(String userId, List<String> delegators, Electorate people, Instant now) {
        if (isOpen(now)) {
            quorum.forgetOthersThan(people, onBehalfOf());
        }
        return new Admission(quorum, onBehalfOf(), people).of(userId, delegators);
    }

    /**
     * The first rejection ends it, and the approval by which the quorum is reached.
     *
     * @return what happened, or empty when it goes on waiting, or the same decision had been taken before
     * @throws Conflict {@code already_resolved} when it has come to another end, or its time is over
     * @throws NotPermitted when it is to be approved and was cancelled
     */
    Optional<ApprovalDecided> decide(GivenDecision given) {
        Decision decision = given.decision();
        if (status == decision.outcome()) {
            return Optional.empty();
        }
        if (status == ApprovalStatus.CANCELLED && decision == Decision.APPROVE) {
            throw new NotPermitted("the agent lost the right to this action before anybody decided");
        }
        if (status != ApprovalStatus.PENDING) {
            throw new Conflict("already_resolved", "Approval is already " + status.wireName());
        }
        if (isOver(given.at())) {
            throw new Conflict("already_resolved", "Approval has expired");
        }
        quorum.add(given);
        if (decision == Decision.APPROVE && !quorum.isReached()) {
            return Optional.empty();
        }
        comment = given.comment().orElse(null);
        resolvedBy = given.by();
        return Optional.of(resolve(decision.outcome(), given.at()));
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

    /** Forgets what was decided by people who may not decide any more, and ends an approval that too few will ever decide. */
    Optional<ApprovalDecided> review(Electorate people, Instant now) {
        reviewAt = quorum.escalation().next().orElse(null);
        if (!isOpen(now) || isForEverybody()) {
            return Optional.empty();
        }
        quorum.forgetOthersThan(people, onBehalfOf());
        if (quorum.isReachableBy(people, onBehalfOf())) {
            return Optional.empty();
        }
        comment = TOO_FEW;
        return Optional.of(resolve(ApprovalStatus.EXPIRED, now));
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
        end(ApprovalStatus.CANCELLED, now);
        return new ApprovalCancelled(
                organizationId(), id(), agentId(), action().sent(), context(), onBehalfOf(), reason, now);
    }

    private void end(ApprovalStatus outcome, Instant now) {
        status = outcome;
        resolvedAt = now;
        pendingKey = null;
        reviewAt = null;
    }

    private ApprovalDecided resolve(ApprovalStatus outcome, Instant now) {
        end(outcome, now);
        return decision();
    }

    /** The decision as it was told when it was taken. A row without a time, which nobody has decided, has that of its creation. */
    ApprovalDecided decision() {
        return new ApprovalDecided(
                organizationId(),
                id(),
                agentId(),
                action().sent(),
                context(),
                originalContext(),
                onBehalfOf(),
                status,
                resolvedBy(),
                status == ApprovalStatus.APPROVED ? quorum.approvedBy() : List.of(),
                comment(),
                resolvedAt().orElse(createdAt()),
                Optional.empty(),
                Optional.empty());
    }

    public ApprovalStatus status() {
        return status;
    }

    public ExecutionPermit permit() {
        return permit;
    }

    Quorum quorum() {
        return quorum;
    }

    public Optional<String> comment() {
        return Optional.ofNullable(comment);
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
