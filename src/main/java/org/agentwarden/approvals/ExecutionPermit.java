package org.agentwarden.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an approval permits: its exact action, until a time, once. */
@Embeddable
public class ExecutionPermit {

    @Column(name = "valid_until")
    private @Nullable Instant validUntil;

    @Column(name = "claimed_at")
    private @Nullable Instant claimedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    protected ExecutionPermit() {}

    private ExecutionPermit(@Nullable Instant validUntil, @Nullable Instant claimedAt, @Nullable Instant revokedAt) {
        this.validUntil = validUntil;
        this.claimedAt = claimedAt;
        this.revokedAt = revokedAt;
    }

    /** Nothing is permitted yet. */
    static ExecutionPermit none() {
        return new ExecutionPermit(null, null, null);
    }

    /** Usable from now on, until that time or for ever. */
    static ExecutionPermit validUntil(Optional<Instant> validUntil) {
        return new ExecutionPermit(validUntil.orElse(null), null, null);
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

    ExecutionPermit claimed(Instant now) {
        return new ExecutionPermit(validUntil, now, revokedAt);
    }

    ExecutionPermit revoked(Instant now) {
        return new ExecutionPermit(validUntil, claimedAt, now);
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
