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
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.teams.Decider;
import org.junit.jupiter.api.Test;

/** Who decides for people who are away. Ada and Bob are of the team; Carol and Dave only have the role. */
class AdmissionTest {

    private static final Instant ASKED = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant LATER = ASKED.plusSeconds(60);
    private static final Decider ADA = person("ada");
    private static final Decider BOB = person("bob");
    private static final Decider CAROL = person("carol");
    private static final Decider DAVE = person("dave");
    private static final List<Decider> TEAM = List.of(ADA, BOB);
    private static final Electorate PEOPLE = new Electorate(TEAM, TEAM, List.of(ADA, BOB, CAROL, DAVE));

    @Test
    void theDecisionCountsForThePersonWhoIsAway() {
        Approval approval = waiting(2, Optional.empty());

        assertThat(approve(approval, CAROL, ADA)).isEmpty();
        assertThat(approval.quorum().decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.by()).isEqualTo(CAROL.id());
            assertThat(decision.delegatedBy()).contains(ADA.id());
        });
        assertThat(approve(approval, ADA)).isEmpty();
        assertThat(approval.quorum().decisions()).extracting(GivenDecision::by).containsExactly(ADA.id());
        assertThat(approve(approval, BOB)).isPresent();
    }

    @Test
    void whoIsOfTheTeamDecidesInTheOwnRight() {
        Approval approval = waiting(2, Optional.empty());

        assertThat(approve(approval, BOB, ADA)).isEmpty();
        assertThat(approval.quorum().decisions().get(0).delegatedBy()).isEmpty();
        assertThat(approve(approval, ADA)).isPresent();
    }

    @Test
    void whoDecidesForSeveralPeopleCountsOnce() {
        Approval approval = waiting(2, Optional.empty());

        assertThat(approve(approval, CAROL, ADA, BOB)).isEmpty();
        assertThat(approve(approval, CAROL, ADA, BOB)).isEmpty();
        assertThat(approval.quorum().decisions())
                .extracting(GivenDecision::countsFor)
                .containsExactly(ADA.id());
        assertThat(approve(approval, DAVE, ADA, BOB)).isPresent();
    }

    @Test
    void aDelegateIsNoDelegatorAndOthersAreRefused() {
        assertThat(refusal(waiting(1, Optional.empty()), CAROL)).isEqualTo("not_approver");
        assertThat(refusal(waiting(1, Optional.empty()), CAROL, DAVE)).isEqualTo("not_approver");
    }

    @Test
    void aDelegationGivesNobodyARole() {
        Electorate carolIsAViewer = new Electorate(TEAM, TEAM, TEAM);

        assertThatThrownBy(
                        () -> waiting(1, Optional.empty()).admit(CAROL.id(), List.of(ADA.id()), carolIsAViewer, LATER))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void nobodyDecidesForAnotherWhatEitherOfThemAskedFor() {
        assertThat(refusal(waiting(1, Optional.of(ADA.email())), CAROL, ADA)).isEqualTo("own_request");
        assertThat(refusal(waiting(1, Optional.of(CAROL.id())), CAROL, ADA)).isEqualTo("own_request");
        Approval askedByAda = waiting(1, Optional.of(ADA.id()));
        assertThat(approve(askedByAda, CAROL, ADA, BOB)).isPresent();
        assertThat(askedByAda.quorum().decisions().get(0).delegatedBy()).contains(BOB.id());
    }

    @Test
    void itCountsOnlyWhileBothMayDecide() {
        Approval approval = waiting(2, Optional.empty());
        approve(approval, CAROL, ADA);

        Electorate withoutCarol = new Electorate(TEAM, TEAM, List.of(ADA, BOB, DAVE));
        assertThat(approval.quorum().isLapsed(PEOPLE, Optional.empty())).isFalse();
        assertThat(approval.quorum().isLapsed(withoutCarol, Optional.empty())).isTrue();
        assertThat(approval.review(withoutCarol, LATER)).isEmpty();
        assertThat(approval.quorum().decisions()).isEmpty();
        approve(approval, CAROL, ADA);
        Electorate withoutAda = new Electorate(List.of(BOB, DAVE), List.of(BOB, DAVE), PEOPLE.everybody());
        assertThat(approval.review(withoutAda, LATER)).isEmpty();
        assertThat(approval.quorum().decisions()).isEmpty();
    }

    private static Optional<ApprovalDecided> approve(Approval approval, Decider person, Decider... delegators) {
        List<String> ids = Stream.of(delegators).map(Decider::id).toList();
        Optional<String> delegatedBy = approval.admit(person.id(), ids, PEOPLE, LATER);
        return approval.decide(new GivenDecision(person.id(), Decision.APPROVE, Optional.empty(), LATER, delegatedBy));
    }

    private static String refusal(Approval approval, Decider person, Decider... delegators) {
        try {
            approve(approval, person, delegators);
            return "none";
        } catch (Forbidden refused) {
            return refused.detail().asJsonObject().getString("error");
        }
    }

    private static Decider person(String name) {
        return new Decider("user-" + name, name + "@example.com");
    }

    private static Approval waiting(int quorum, Optional<String> onBehalfOf) {
        ApproverTerms approvers = new ApproverTerms(Optional.of("team"), quorum, false);
        ActionRequest request = RefundRequest.of(
                new ApprovalTerms(OnApproval.WEBHOOK, Optional.empty(), 1, approvers), "{}", onBehalfOf);
        Escalation none = new Escalation(UnansweredTerms.NONE, Optional.empty(), ASKED, Optional.empty());
        Quorum asked = new Quorum(approvers, Optional.of("Team"), Optional.empty(), none);
        return new Approval("approval", request, asked, ASKED, ASKED.plusSeconds(3_600));
    }
}
