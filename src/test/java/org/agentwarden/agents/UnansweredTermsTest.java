package org.agentwarden.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.agentwarden.agents.UnansweredTerms.EscalateTo;
import org.agentwarden.platform.http.InvalidInput;
import org.junit.jupiter.api.Test;

/** What several permissions say of approvals that nobody answers. */
class UnansweredTermsTest {

    private static final Optional<String> FINANCE = Optional.of("finance");
    private static final Optional<String> ANYBODY = Optional.empty();

    @Test
    void theEarlierReminderCounts() {
        assertThat(both(reminding(Optional.of(Duration.ofMinutes(5))), reminding(Optional.of(Duration.ofMinutes(3))))
                        .remindAfter())
                .contains(Duration.ofMinutes(3));
        assertThat(both(reminding(Optional.of(Duration.ofMinutes(5))), reminding(Optional.empty()))
                        .remindAfter())
                .contains(Duration.ofMinutes(5));
    }

    @Test
    void othersDecideLaterOnlyIfEachPermissionThatNamesATeamSaysSo() {
        ApproverTerms toBoard = escalating(FINANCE, "board", 5);

        assertThat(both(toBoard, escalating(FINANCE, "board", 60)).escalation())
                .contains(new EscalateTo("board", Duration.ofMinutes(60)));
        assertThat(both(toBoard, new ApproverTerms(FINANCE, 1, false)).escalation())
                .isEmpty();
        assertThat(both(new ApproverTerms(FINANCE, 1, false), toBoard).escalation())
                .isEmpty();
        assertThat(both(toBoard, escalating(FINANCE, "owners", 5)).escalation()).isEmpty();
        assertThat(both(toBoard, new ApproverTerms(ANYBODY, 1, false)).escalation())
                .isEqualTo(toBoard.unanswered().escalation());
        assertThat(both(new ApproverTerms(ANYBODY, 1, false), toBoard).escalation())
                .isEqualTo(toBoard.unanswered().escalation());
    }

    @Test
    void nothingHappensAfterTheEndOfAnApproval() {
        UnansweredTerms terms = escalating(FINANCE, "board", 60).unanswered();

        assertThatThrownBy(() -> terms.requireWithin(Optional.of(Duration.ofHours(1))))
                .isInstanceOf(InvalidInput.class);
        assertThatCode(() -> terms.requireWithin(Optional.of(Duration.ofMinutes(61))))
                .doesNotThrowAnyException();
        assertThatCode(() -> terms.requireWithin(Optional.empty())).doesNotThrowAnyException();
    }

    private static UnansweredTerms both(ApproverTerms one, ApproverTerms other) {
        return one.and(other).unanswered();
    }

    private static ApproverTerms reminding(Optional<Duration> after) {
        return new ApproverTerms(ANYBODY, 1, false, new UnansweredTerms(Optional.empty(), after));
    }

    private static ApproverTerms escalating(Optional<String> team, String to, int minutes) {
        EscalateTo escalation = new EscalateTo(to, Duration.ofMinutes(minutes));
        return new ApproverTerms(team, 1, false, new UnansweredTerms(Optional.of(escalation), Optional.empty()));
    }
}
