package org.agentwarden.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.platform.http.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What an approval permits once it is approved (its exact action, until a time, so many times), and what has become of
 * that.
 */
@Embeddable
public class ExecutionPermit {

    @Enumerated(EnumType.STRING)
    @Column(name = "on_approval")
    private OnApproval onApproval;

    @Column(name = "recheck_key")
    private @Nullable String recheckKey;

    @Column(name = "validity")
    private @Nullable Integer validitySeconds;

    private int uses;

    @Column(name = "uses_left")
    private int usesLeft;

    @Column(name = "valid_until")
    private @Nullable Instant validUntil;

    @Column(name = "claimed_at")
    private @Nullable Instant claimedAt;

    @Column(name = "claimed_by")
    private @Nullable String claimedBy;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable ExecutionOutcome outcome;

    @Column(name = "outcome_at")
    private @Nullable Instant outcomeAt;

    protected ExecutionPermit() {}

    /** Nothing is permitted yet. */
    ExecutionPermit(ApprovalTerms terms) {
        this.onApproval = terms.onApproval();
        this.validitySeconds =
                terms.validity().map(validity -> (int) validity.toSeconds()).orElse(null);
        this.uses = terms.uses();
        this.usesLeft = terms.uses();
    }

    /**
     * Shortens how long the action may be claimed after the decision.
     *
     * @param usualValidity where the permission has none of its own; empty for ever
     * @throws InvalidInput when it is longer than before
     */
    void narrowTo(Duration validFor, Optional<Duration> usualValidity) {
        validity()
                .or(() -> usualValidity)
                .filter(longest -> validFor.compareTo(longest) > 0)
                .ifPresent(longest -> {
                    throw new InvalidInput("valid_for", "must not be longer than " + longest.toSeconds() + " seconds");
                });
        validitySeconds = (int) validFor.toSeconds();
    }

    /**
     * Permits the action from now on.
     *
     * @param actionHash of the action
     * @param usualValidity where the permission has none of its own; empty for ever
     */
    void grant(String actionHash, Optional<Duration> usualValidity, Instant now) {
        validUntil = validity().or(() -> usualValidity).map(now::plus).orElse(null);
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
        if (usesLeft == 0) {
            return Optional.of(new ClaimRefusal("already_claimed", "Approval has already been claimed"));
        }
        if (validUntil != null && !now.isBefore(validUntil)) {
            return Optional.of(new ClaimRefusal(ClaimRefusal.EXPIRED, "Approval is no longer valid"));
        }
        return Optional.empty();
    }

    void claim(Optional<String> by, Instant now) {
        claimedAt = now;
        claimedBy = by.orElse(null);
        usesLeft--;
        if (usesLeft == 0) {
            recheckKey = null;
        }
    }

    void revoke(Instant now) {
        revokedAt = now;
        recheckKey = null;
    }

    /** The last report counts. */
    void report(ExecutionOutcome reported, Instant at) {
        outcome = reported;
        outcomeAt = at;
    }

    public OnApproval onApproval() {
        return onApproval;
    }

    /** How often the action may be claimed in all. */
    public int uses() {
        return uses;
    }

    public int usesLeft() {
        return usesLeft;
    }

    /** How long after the decision it may be claimed; empty for the server's setting. */
    Optional<Duration> validity() {
        return Optional.ofNullable(validitySeconds).map(Duration::ofSeconds);
    }

    public Optional<Instant> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /** When it was last claimed. */
    public Optional<Instant> claimedAt() {
        return Optional.ofNullable(claimedAt);
    }

    /** The API key that last claimed it. */
    public Optional<String> claimedBy() {
        return Optional.ofNullable(claimedBy);
    }

    /**
     * As it was reported; {@link ExecutionOutcome#NONE} when so much time has passed since the last claim without any report.
     */
    Optional<ExecutionOutcome> outcome(Duration reportedWithin, Instant now) {
        return Optional.ofNullable(outcome)
                .or(() -> claimedAt()
                        .filter(claimed -> !now.isBefore(claimed.plus(reportedWithin)))
                        .map(claimed -> ExecutionOutcome.NONE));
    }

    public Optional<Instant> outcomeAt() {
        return Optional.ofNullable(outcomeAt);
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
