package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.agents.UnansweredTerms;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.teams.Decider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may decide an approval, and when it is decided. */
class QuorumTest {

    private static final Instant ASKED = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant EXPIRY = ASKED.plusSeconds(3_600);
    private static final Instant LATER = ASKED.plusSeconds(60);
    private static final Decider ADA = new Decider("user-ada", "ada@example.com");
    private static final Decider BOB = new Decider("user-bob", "bob@example.com");
    private static final Decider CAROL = new Decider("user-carol", "carol@example.com");
    private static final List<Decider> ALL = List.of(ADA, BOB, CAROL);

    @Test
    void itIsApprovedWhenAsManyPeopleAsTheQuorumSaysHaveApproved() {
        Approval approval = waiting(2, false, Optional.empty());

        assertThat(decide(approval, ADA, Decision.APPROVE, ALL)).isEmpty();
        assertThat(approval.status()).isEqualTo(ApprovalStatus.PENDING);
        assertThat(approval.resolvedBy()).isEmpty();
        ApprovalDecided decided = decide(approval, BOB, Decision.APPROVE, ALL).orElseThrow();

        assertThat(decided.outcome()).isEqualTo(ApprovalStatus.APPROVED);
        assertThat(decided.resolvedBy()).contains(BOB.id());
        assertThat(decided.approvedBy()).containsExactly(ADA.id(), BOB.id());
    }

    @Test
    void thePersonWhoApprovesAgainCountsOnce() {
        Approval approval = waiting(2, false, Optional.empty());

        assertThat(decide(approval, ADA, Decision.APPROVE, ALL)).isEmpty();
        assertThat(decide(approval, ADA, Decision.APPROVE, ALL)).isEmpty();

        assertThat(approval.quorum().approvedBy()).containsExactly(ADA.id());
    }

    @Test
    void oneRejectionEndsItAndSoDoesThatOfSomebodyWhoHadApproved() {
        Approval approval = waiting(3, false, Optional.empty());
        decide(approval, ADA, Decision.APPROVE, ALL);
        decide(approval, BOB, Decision.APPROVE, ALL);

        ApprovalDecided decided = decide(approval, ADA, Decision.REJECT, ALL).orElseThrow();

        assertThat(decided.outcome()).isEqualTo(ApprovalStatus.REJECTED);
        assertThat(decided.approvedBy()).isEmpty();
        assertThat(approval.quorum().decisions()).extracting(GivenDecision::by).containsExactly(BOB.id(), ADA.id());
        assertThatThrownBy(() -> decide(approval, CAROL, Decision.APPROVE, ALL)).isInstanceOf(Conflict.class);
    }

    @Test
    void whoMayNotDecideAnyMoreDoesNotCountAnyMore() {
        Approval approval = waiting(2, false, Optional.empty());
        decide(approval, ADA, Decision.APPROVE, ALL);

        assertThat(decide(approval, BOB, Decision.APPROVE, List.of(BOB, CAROL))).isEmpty();
        assertThat(approval.quorum().approvedBy()).containsExactly(BOB.id());
        assertThat(decide(approval, CAROL, Decision.APPROVE, ALL)).isPresent();
    }

    @Test
    void whoMayDecideAgainMustApproveAgain() {
        Approval approval = waiting(2, false, Optional.empty());
        decide(approval, ADA, Decision.APPROVE, ALL);
        assertThat(approval.quorum().isLapsed(people(List.of(BOB, CAROL)), approval.onBehalfOf()))
                .isTrue();
        assertThat(approval.review(people(List.of(BOB, CAROL)), LATER)).isEmpty();

        assertThat(decide(approval, BOB, Decision.APPROVE, ALL)).isEmpty();
        assertThat(decide(approval, ADA, Decision.APPROVE, ALL)).isPresent();
    }

    @Test
    void itEndsWhenFewerPeopleMayDecideThanMustApprove() {
        Approval approval = waiting(2, false, Optional.of("ada@example.com"));

        assertThat(approval.quorum().isLapsed(people(ALL), approval.onBehalfOf()))
                .isFalse();
        assertThat(approval.review(people(ALL), LATER)).isEmpty();
        assertThat(approval.quorum().isLapsed(people(List.of(ADA, BOB)), approval.onBehalfOf()))
                .isTrue();
        ApprovalDecided decided =
                approval.review(people(List.of(ADA, BOB)), LATER).orElseThrow();

        assertThat(decided.outcome()).isEqualTo(ApprovalStatus.EXPIRED);
        assertThat(decided.resolvedBy()).isEmpty();
        assertThat(decided.comment()).contains("Fewer people may decide than must approve");
        assertThat(approval.review(people(List.of()), LATER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-ada", "ada@example.com", "ADA@Example.COM", " ada@example.com "})
    void nobodyDecidesAnOwnRequest(String onBehalfOf) {
        Approval approval = waiting(1, false, Optional.of(onBehalfOf));

        for (Decision decision : Decision.values()) {
            assertThat(refusal(approval, ADA, decision, ALL)).isEqualTo("own_request");
        }
        assertThat(decide(approval, BOB, Decision.APPROVE, ALL)).isPresent();
    }

    @Test
    void underFourEyesWhoMadeTheKeyDoesNotDecide() {
        assertThat(refusal(waiting(1, true, Optional.empty()), BOB, Decision.APPROVE, ALL))
                .isEqualTo("own_request");
        assertThat(decide(waiting(1, true, Optional.empty()), ADA, Decision.APPROVE, ALL))
                .isPresent();
        assertThat(decide(waiting(1, false, Optional.empty()), BOB, Decision.APPROVE, ALL))
                .isPresent();
    }

    @Test
    void onlyPeopleOfTheTeamDecide() {
        Approval approval = waiting(1, false, Optional.empty());

        assertThat(refusal(approval, CAROL, Decision.APPROVE, List.of(ADA, BOB)))
                .isEqualTo("not_approver");
        assertThat(refusal(approval, CAROL, Decision.REJECT, List.of(ADA, BOB))).isEqualTo("not_approver");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<GivenDecision> decisions = Stream.of(Optional.<String>empty(), Optional.of("\"fine\""))
                .map(comment -> new GivenDecision("user", Decision.APPROVE, comment, LATER))
                .toList();

        assertThat(GivenDecision.read(GivenDecision.write(decisions))).isEqualTo(decisions);
    }

    /** Of a team that nobody follows. */
    private static Electorate people(List<Decider> deciders) {
        return new Electorate(deciders, deciders, deciders);
    }

    private static Optional<ApprovalDecided> decide(
            Approval approval, Decider person, Decision decision, List<Decider> people) {
        approval.admit(person.id(), List.of(), people(people), LATER);
        return approval.decide(new GivenDecision(person.id(), decision, Optional.empty(), LATER));
    }

    private static String refusal(Approval approval, Decider person, Decision decision, List<Decider> people) {
        try {
            decide(approval, person, decision, people);
            return "none";
        } catch (Forbidden refused) {
            assertThat(refused.status()).isEqualTo(403);
            return refused.detail().asJsonObject().getString("error");
        }
    }

    /** Asked with a key that Bob made. */
    private static Approval waiting(int quorum, boolean fourEyes, Optional<String> onBehalfOf) {
        ApproverTerms approvers = new ApproverTerms(Optional.of("team"), quorum, fourEyes);
        ActionRequest request = RefundRequest.of(
                new ApprovalTerms(OnApproval.WEBHOOK, Optional.empty(), 1, approvers), "{}", onBehalfOf);
        Escalation none = new Escalation(UnansweredTerms.NONE, Optional.empty(), ASKED, Optional.empty());
        Quorum asked = new Quorum(approvers, Optional.of("Team"), Optional.of(BOB.id()), none);
        return new Approval("approval", request, asked, ASKED, EXPIRY);
    }
}
