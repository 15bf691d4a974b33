package org.agentwarden.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.OnApproval;
import org.jspecify.annotations.Nullable;

/** What an approval permits once it is approved: its exact action, until a time, once. */
@Embeddable
public class ExecutionPermit {

    @Enumerated(EnumType.STRING)
    @Column(name = "on_approval")
    private OnApproval onApproval;

    @Column(name = "recheck_key")
    private @Nullable String recheckKey;

    @Column(name = "valid_until")
    private @Nullable Instant validUntil;

    @Column(name = "claimed_at")
    private @Nullable Instant claimedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    protected ExecutionPermit() {}

    /** Nothing is permitted yet. */
    ExecutionPermit(ApprovalTerms terms) {
        this.onApproval = terms.onApproval();
    }

    /**
     * Permits the action from now on.
     *
     * @param actionHash of the action
     * @param until empty for ever
     */
    void grant(String actionHash, Optional<Instant> until) {
        validUntil = until.orElse(null);
        recheckKey = onApproval == OnApproval.RECHECK ? actionHash : null;
    }

    /**
     * Why it can't be claimed now; empty when it can.
     *
     * @param status of the approval
     * @param isSame whether the action is the one that was decided about
     */
    Optional<ClaimRefusal> refusal(ApprovalStatus status, boolean isSame, Instant now) {
        if (status == ApprovalStatus.EXPIRED) {
            return Optional.of(new ClaimRefusal(ClaimRefusal.EXPIRED, "Nobody decided in time"));
        }
        if (status != ApprovalStatus.APPROVED) {
            return Optional.of(new ClaimRefusal(ClaimRefusal.NOT_APPROVED, "Approval is " + status.wireName()));
        }
        if (!isSame) {
            return Optional.of(new ClaimRefusal("action_differs", "The action is not the one that was approved"));
        }
        if (revokedAt != null) {
            return Optional.of(new ClaimRefusal(ClaimRefusal.NOT_APPROVED, "Approval was revoked"));
        }
        if (claimedAt != null) {
            return Optional.of(new ClaimRefusal("already_claimed", "Approval has already been claimed"));
        }
        if (validUntil != null && !now.isBefore(validUntil)) {
            return Optional.of(new ClaimRefusal(ClaimRefusal.EXPIRED, "Approval is no longer valid"));
        }
        return Optional.empty();
    }

    void claim(Instant now) {
        claimedAt = now;
        recheckKey = null;
    }

    void revoke(Instant now) {
        revokedAt = now;
        recheckKey = null;
    }

    public OnApproval onApproval() {
        return onApproval;
    }

    public Optional<Instant> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    public Optional<Instant> claimedAt() {
        return Optional.ofNullable(claimedAt);
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
