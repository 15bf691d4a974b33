package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.ApprovalTerms;
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.agents.OnApproval;
import org.agentwarden.agents.UnansweredTerms;
import org.agentwarden.agents.UnansweredTerms.EscalateTo;
import org.agentwarden.teams.Decider;
import org.junit.jupiter.api.Test;

/** What happens to an approval while nobody decides. */
class EscalationTest {

    private static final Instant ASKED = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration REMIND_AFTER = Duration.ofMinutes(5);
    private static final Duration ESCALATE_AFTER = Duration.ofMinutes(15);
    private static final Decider ADA = new Decider("user-ada", "ada@example.com");
    private static final Decider BOB = new Decider("user-bob", "bob@example.com");

    @Test
    void whatIsDueIsToldOnceAndInItsOrder() {
        Approval approval = waiting(1);

        assertThat(due(approval, Duration.ofMinutes(4))).isEmpty();
        assertThat(due(approval, REMIND_AFTER)).singleElement().satisfies(reminder -> {
            assertThat(reminder.waited()).isEqualTo(REMIND_AFTER);
            assertThat(reminder.escalatedTo()).isEmpty();
        });
        assertThat(due(approval, Duration.ofMinutes(14))).isEmpty();
        assertThat(approval.quorum().escalation().hasEscalated()).isFalse();
        assertThat(due(approval, ESCALATE_AFTER))
                .singleElement()
                .satisfies(reminder -> assertThat(reminder.escalatedTo()).contains("Board"));
        assertThat(approval.quorum().escalation().hasEscalated()).isTrue();
        assertThat(due(approval, Duration.ofMinutes(59))).isEmpty();
    }

    @Test
    void whatWasMissedIsToldAtOnce() {
        assertThat(due(waiting(1), Duration.ofMinutes(30)))
                .extracting(ApprovalReminded::escalatedTo)
                .containsExactly(Optional.empty(), Optional.of("Board"));
    }

    @Test
    void theNextOfBothIsKnown() {
        Escalation escalation = escalation(Optional.of(LIFE));

        assertThat(escalation.next()).contains(ASKED.plus(REMIND_AFTER));
        escalation.takeReminder(ASKED.plus(REMIND_AFTER));
        assertThat(escalation.next()).contains(ASKED.plus(ESCALATE_AFTER));
        escalation.advance(ASKED.plus(ESCALATE_AFTER));
        assertThat(escalation.next()).isEmpty();
    }

    @Test
    void whatWouldComeAfterTheEndOfTheApprovalNeverComes() {
        assertThat(escalation(Optional.of(REMIND_AFTER)).next()).isEmpty();
        assertThat(escalation(Optional.of(ESCALATE_AFTER)).escalatesAt()).isEmpty();
        assertThat(escalation(Optional.of(ESCALATE_AFTER)).teamId()).isEmpty();
        assertThat(escalation(Optional.empty()).escalatesAt()).contains(ASKED.plus(ESCALATE_AFTER));
    }

    @Test
    void theFirstTeamDecidesAloneUntilThen() {
        Approval approval = waiting(1);

        assertThat(approval.quorum().teamIds()).containsExactly("finance");
        assertThat(approval.quorum().teamNames()).contains("team 'Finance'");
        due(approval, ESCALATE_AFTER);
        assertThat(approval.quorum().teamIds()).containsExactly("finance", "board");
        assertThat(approval.quorum().teamNames()).contains("teams 'Finance' and 'Board'");
    }

    @Test
    void itWaitsForTheEscalationThatMakesTheQuorumReachable() {
        Approval approval = waiting(2);
        Electorate later = new Electorate(List.of(ADA), List.of(ADA, BOB), List.of(ADA, BOB));

        assertThat(approval.quorum().isLapsed(later, approval.onBehalfOf())).isFalse();
        assertThat(approval.review(later, ASKED)).isEmpty();
        Electorate never = new Electorate(List.of(ADA), List.of(ADA), List.of(ADA));
        assertThat(approval.quorum().isLapsed(never, approval.onBehalfOf())).isTrue();
        assertThat(approval.review(never, ASKED)).isPresent();
    }

    @Test
    void whoDecidesOnlyLaterDoesNotCountNow() {
        Approval approval = waiting(2);
        approval.decide(new GivenDecision(BOB.id(), Decision.APPROVE, Optional.empty(), ASKED));
        Electorate later = new Electorate(List.of(ADA), List.of(ADA, BOB), List.of(ADA, BOB));

        assertThat(approval.quorum().isLapsed(later, approval.onBehalfOf())).isTrue();
        assertThat(approval.review(later, ASKED)).isEmpty();
        assertThat(approval.quorum().decisions()).isEmpty();
    }

    private static List<ApprovalReminded> due(Approval approval, Duration waited) {
        return ApprovalReminded.due(approval, ASKED.plus(waited));
    }

    private static Escalation escalation(Optional<Duration> lifeTime) {
        return new Escalation(unanswered(), Optional.of("Board"), ASKED, lifeTime);
    }

    private static UnansweredTerms unanswered() {
        return new UnansweredTerms(Optional.of(new EscalateTo("board", ESCALATE_AFTER)), Optional.of(REMIND_AFTER));
    }

    private static Approval waiting(int quorum) {
        ApproverTerms approvers = new ApproverTerms(Optional.of("finance"), quorum, false, unanswered());
        ActionRequest request = RefundRequest.of(
                new ApprovalTerms(OnApproval.WEBHOOK, Optional.empty(), 1, approvers), "{}", Optional.empty());
        Quorum asked = new Quorum(approvers, Optional.of("Finance"), Optional.empty(), escalation(Optional.of(LIFE)));
        return new Approval("approval", request, asked, ASKED, ASKED.plus(LIFE));
    }
}
