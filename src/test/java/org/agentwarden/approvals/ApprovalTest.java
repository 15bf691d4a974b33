package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.agents.UnansweredTerms;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.security.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalTest {

    private static final Instant ASKED = Instant.parse("2026-02-25T23:51:33.974127Z");
    private static final Instant EXPIRY = ASKED.plus(Duration.ofHours(24));
    private static final Instant LATER = ASKED.plusSeconds(60);
    private static final String CONTEXT = "{\"zeta\":1,\"amount\":50.00,\"big\":1e3}";

    private final Approval approval = waitingUntil(EXPIRY);

    @Test
    void aNewApprovalWaits() {
        assertThat(approval.status()).isEqualTo(ApprovalStatus.PENDING);
        assertThat(approval.createdAt()).isEqualTo(ASKED);
        assertThat(approval.expiresAt()).contains(EXPIRY);
        assertThat(approval.resolvedBy()).isEmpty();
        assertThat(approval.resolvedAt()).isEmpty();
        assertThat(approval.comment()).isEmpty();
    }

    @Test
    void theContextIsKeptAsTheCallerWroteIt() {
        assertThat(JsonCodec.write(approval.context())).isEqualTo(CONTEXT);
    }

    @ParameterizedTest
    @CsvSource({"APPROVE, APPROVED", "REJECT, REJECTED"})
    void aDecisionEndsItAndTellsWhatWasDecided(Decision decision, ApprovalStatus outcome) {
        Optional<ApprovalDecided> decided = decide(approval, decision, "user-1", Optional.of("looks right"), LATER);

        assertThat(decided)
                .contains(new ApprovalDecided(
                        "organization",
                        "approval",
                        "agent",
                        "stripe.refund",
                        JsonCodec.parseObject(CONTEXT),
                        outcome,
                        Optional.of("user-1"),
                        Optional.of("looks right"),
                        LATER));
        assertThat(approval.status()).isEqualTo(outcome);
        assertThat(approval.resolvedBy()).contains("user-1");
        assertThat(approval.resolvedAt()).contains(LATER);
        assertThat(approval.comment()).contains("looks right");
    }

    @ParameterizedTest
    @EnumSource
    void theSameDecisionAgainChangesNothing(Decision decision) {
        decided(approval, decision);

        assertThat(decide(approval, decision, "user-2", Optional.of("me too"), LATER.plusSeconds(1)))
                .isEmpty();
        assertThat(decide(approval, decision, "user-2", Optional.empty(), EXPIRY.plusSeconds(1)))
                .isEmpty();
        assertThat(approval.resolvedBy()).contains("user-1");
        assertThat(approval.resolvedAt()).contains(LATER);
        assertThat(approval.comment()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"APPROVE, REJECT, approved", "REJECT, APPROVE, rejected"})
    void theOppositeDecisionIsAConflictAndChangesNothing(Decision first, Decision second, String status) {
        decided(approval, first);

        assertThatThrownBy(() -> decide(approval, second, "user-2", Optional.of("no"), LATER.plusSeconds(1)))
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> isAlreadyResolved(conflict, "Approval is already " + status));
        assertThat(approval.status()).isEqualTo(first.outcome());
        assertThat(approval.resolvedBy()).contains("user-1");
        assertThat(approval.comment()).isEmpty();
    }

    @Test
    void itCanBeDecidedUntilTheLastMomentBeforeItsExpiry() {
        assertThat(decide(approval, Decision.APPROVE, "user-1", Optional.empty(), EXPIRY.minusNanos(1)))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void atItsExpiryItCanNoLongerBeDecided(Decision decision) {
        for (Instant late : new Instant[] {EXPIRY, EXPIRY.plusNanos(1), EXPIRY.plusSeconds(86_400)}) {
            assertThatThrownBy(() -> decide(approval, decision, "user-1", Optional.empty(), late))
                    .isInstanceOfSatisfying(
                            Conflict.class, conflict -> isAlreadyResolved(conflict, "Approval has expired"));
        }
        assertThat(approval.status()).isEqualTo(ApprovalStatus.PENDING);
        assertThat(approval.resolvedBy()).isEmpty();
    }

    @Test
    void itExpiresAtItsExpiryAndNotBefore() {
        assertThat(approval.expire(EXPIRY.minusNanos(1))).isEmpty();
        assertThat(approval.status()).isEqualTo(ApprovalStatus.PENDING);

        assertThat(approval.expire(EXPIRY)).hasValueSatisfying(decided -> {
            assertThat(decided.outcome()).isEqualTo(ApprovalStatus.EXPIRED);
            assertThat(decided.resolvedBy()).isEmpty();
            assertThat(decided.resolvedAt()).isEqualTo(EXPIRY);
        });
        assertThat(approval.status()).isEqualTo(ApprovalStatus.EXPIRED);
        assertThat(approval.resolvedAt()).contains(EXPIRY);
        assertThat(approval.expire(EXPIRY.plusSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatHasExpiredCannotBeDecided(Decision decision) {
        assertThat(approval.expire(EXPIRY)).isPresent();
        assertThatThrownBy(() -> decide(approval, decision, "user-1", Optional.empty(), EXPIRY))
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> isAlreadyResolved(conflict, "Approval is already expired"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDecidedDoesNotExpire(Decision decision) {
        decided(approval, decision);
        assertThat(approval.expire(EXPIRY.plusSeconds(1))).isEmpty();
        assertThat(approval.status()).isEqualTo(decision.outcome());
    }

    @Test
    void withoutAnExpiryItWaitsForEver() {
        Approval patient = waitingUntil(null);
        assertThat(patient.expire(Instant.MAX)).isEmpty();
        assertThat(decide(patient, Decision.REJECT, "user-1", Optional.empty(), Instant.parse("9999-12-31T00:00:00Z")))
                .isPresent();
    }

    @Test
    void aCancelledApprovalCanNotBeDecidedAndDoesNotExpire() {
        ApprovalCancelled cancelled = approval.cancel("Agent is inactive", LATER);

        assertThat(cancelled.reason()).isEqualTo("Agent is inactive");
        assertThat(cancelled.approvalId()).isEqualTo("approval");
        assertThat(cancelled.actionHash()).isEqualTo(approval.actionHash());
        assertThat(approval.status()).isEqualTo(ApprovalStatus.CANCELLED);
        assertThat(approval.resolvedAt()).contains(LATER);
        assertThat(approval.expire(EXPIRY)).isEmpty();
        assertThatThrownBy(() -> decide(approval, Decision.APPROVE, "user-1", Optional.empty(), LATER))
                .isInstanceOfSatisfying(
                        NotPermitted.class,
                        refusal -> assertThat(refusal.detail().asJsonObject().getString("error"))
                                .isEqualTo("not_permitted"));
        assertThatThrownBy(() -> decide(approval, Decision.REJECT, "user-1", Optional.empty(), LATER))
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> isAlreadyResolved(conflict, "Approval is already cancelled"));
    }

    private static void isAlreadyResolved(Conflict conflict, String message) {
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.detail().asJsonObject().getString("error")).isEqualTo("already_resolved");
        assertThat(conflict.detail().asJsonObject().getString("message")).isEqualTo(message);
    }

    @Test
    void whatIsApprovedCanBeClaimedOnceUntilItsTimeIsOver() {
        approveUntil(EXPIRY);
        String hash = approval.actionHash();

        assertThat(approval.refusalOfClaim(hash, EXPIRY.minusNanos(1))).isEmpty();
        assertThat(codeOf(approval.refusalOfClaim(hash, EXPIRY))).contains("approval_expired");
        assertThat(codeOf(approval.refusalOfClaim("0".repeat(64), LATER))).contains("action_differs");

        approval.claim(Optional.of("key-1"), LATER);

        assertThat(ApprovalClaimed.of(approval, "claim", LATER, false, Origin.UNKNOWN)
                        .actionHash())
                .isEqualTo(hash);
        assertThat(approval.permit().claimedAt()).contains(LATER);
        assertThat(codeOf(approval.refusalOfClaim(hash, LATER))).contains("already_claimed");
        assertThatThrownBy(() -> approval.revoke(LATER)).isInstanceOf(Conflict.class);
    }

    @Test
    void anApprovalWithoutAnEndStaysValid() {
        decided(approval, Decision.APPROVE);
        approval.grant(Optional.empty(), LATER);

        assertThat(approval.refusalOfClaim(approval.actionHash(), Instant.MAX)).isEmpty();
    }

    @Test
    void thePermissionsOwnValidityAndUsesCount() {
        Approval twice = waiting(
                new ApprovalTerms(OnApproval.WEBHOOK, Optional.of(Duration.ofMinutes(5)), 2, ApproverTerms.USUAL),
                EXPIRY);
        decided(twice, Decision.APPROVE);
        twice.grant(Optional.of(Duration.ofDays(1)), LATER);
        String hash = twice.actionHash();

        assertThat(twice.permit().validUntil()).contains(LATER.plusSeconds(300));
        twice.claim(Optional.of("key-1"), LATER);
        assertThat(twice.permit().usesLeft()).isEqualTo(1);
        assertThat(twice.refusalOfClaim(hash, LATER)).isEmpty();
        twice.claim(Optional.of("key-1"), LATER);
        assertThat(codeOf(twice.refusalOfClaim(hash, LATER))).contains("already_claimed");
    }

    @Test
    void nobodyClaimsWhatIsNotApproved() {
        assertThat(codeOf(approval.refusalOfClaim(approval.actionHash(), LATER)))
                .contains("not_approved");
        decided(approval, Decision.REJECT);
        assertThat(codeOf(approval.refusalOfClaim(approval.actionHash(), LATER)))
                .contains("not_approved");
    }

    @Test
    void nobodyDecidedInTimeIsAnotherRefusal() {
        assertThat(approval.expire(EXPIRY)).isPresent();

        assertThat(codeOf(approval.refusalOfClaim(approval.actionHash(), EXPIRY)))
                .contains("approval_expired");
    }

    @Test
    void whatIsRevokedCanNotBeClaimed() {
        approveUntil(EXPIRY);

        assertThat(approval.revoke(LATER)).isTrue();
        assertThat(approval.revoke(LATER)).isFalse();
        assertThat(codeOf(approval.refusalOfClaim(approval.actionHash(), LATER)))
                .contains("not_approved");
    }

    @Test
    void whatIsEditedIsWhatIsDecidedAboutAndTheOriginalIsKept() {
        String asked = approval.actionHash();

        assertThat(approval.replaceContext(approval.context())).isFalse();
        assertThat(approval.originalContext()).isEmpty();
        assertThat(approval.replaceContext(JsonCodec.parseObject("{\"amount\":40}")))
                .isTrue();
        assertThat(approval.replaceContext(JsonCodec.parseObject("{\"amount\":30}")))
                .isTrue();
        ApprovalDecided decided = decide(approval, Decision.APPROVE, "user-1", Optional.empty(), LATER)
                .orElseThrow();
        approval.grant(Optional.empty(), LATER);

        assertThat(JsonCodec.write(decided.context())).isEqualTo("{\"amount\":30}");
        assertThat(decided.originalContext()).map(JsonCodec::write).contains(CONTEXT);
        assertThat(approval.actionHash()).isEqualTo(decided.actionHash()).isNotEqualTo(asked);
        assertThat(codeOf(approval.refusalOfClaim(asked, LATER))).contains("action_differs");
        assertThat(approval.refusalOfClaim(approval.actionHash(), LATER)).isEmpty();
    }

    @Test
    void aDecisionShortensTheValidityAndNeverExtendsIt() {
        ExecutionPermit permit = approval.permit();
        Optional<Duration> usual = Optional.of(Duration.ofHours(1));

        assertThatThrownBy(() -> permit.narrowTo(Duration.ofHours(2), usual)).isInstanceOf(InvalidInput.class);
        permit.narrowTo(Duration.ofMinutes(30), usual);
        assertThatThrownBy(() -> permit.narrowTo(Duration.ofMinutes(31), usual)).isInstanceOf(InvalidInput.class);
        permit.narrowTo(Duration.ofMinutes(20), Optional.empty());
        decided(approval, Decision.APPROVE);
        approval.grant(usual, LATER);

        assertThat(permit.validUntil()).contains(LATER.plus(Duration.ofMinutes(20)));
    }

    @Test
    void whatWasClaimedAndNobodyReportedInTimeHasNoOutcomeUntilALateReport() {
        Duration within = Duration.ofMinutes(15);
        approveUntil(EXPIRY);
        ExecutionPermit permit = approval.permit();
        assertThat(permit.outcome(within, EXPIRY)).isEmpty();

        approval.claim(Optional.of("key-1"), LATER);

        assertThat(permit.outcome(within, LATER.plus(within).minusNanos(1000))).isEmpty();
        assertThat(permit.outcome(within, LATER.plus(within))).contains(ExecutionOutcome.NONE);
        permit.report(ExecutionOutcome.FAILED, LATER.plus(within));
        assertThat(permit.outcome(within, LATER.plus(within))).contains(ExecutionOutcome.FAILED);
        assertThat(permit.outcomeAt()).contains(LATER.plus(within));
    }

    private void approveUntil(Instant end) {
        decided(approval, Decision.APPROVE);
        approval.grant(Optional.of(Duration.between(LATER, end)), LATER);
    }

    private static Optional<String> codeOf(Optional<ClaimRefusal> refusal) {
        return refusal.map(ClaimRefusal::code);
    }

    private static Optional<ApprovalDecided> decide(
            Approval approval, Decision decision, String by, Optional<String> comment, Instant at) {
        return approval.decide(new GivenDecision(by, decision, comment, at));
    }

    private static void decided(Approval approval, Decision decision) {
        assertThat(decide(approval, decision, "user-1", Optional.empty(), LATER))
                .isPresent();
    }

    private static Approval waitingUntil(Instant expiry) {
        return waiting(ApprovalTerms.USUAL, expiry);
    }

    private static Approval waiting(ApprovalTerms terms, Instant expiry) {
        ActionRequest request = RefundRequest.of(terms, CONTEXT, Optional.empty());
        Escalation none = new Escalation(UnansweredTerms.NONE, Optional.empty(), ASKED, Optional.empty());
        Quorum quorum = new Quorum(terms.approvers(), Optional.empty(), Optional.empty(), none);
        return new Approval("approval", request, quorum, ASKED, expiry);
    }
}
