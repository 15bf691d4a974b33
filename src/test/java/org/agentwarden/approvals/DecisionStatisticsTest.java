package org.agentwarden.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.agentwarden.approvals.DecisionStatistics.Asked;
import org.junit.jupiter.api.Test;

class DecisionStatisticsTest {

    private static final Instant ASKED = Instant.parse("2026-02-25T23:51:33Z");

    @Test
    void withoutApprovalsThereIsNoTime() {
        DecisionStatistics statistics = DecisionStatistics.of(List.of());

        assertThat(statistics.asked()).isZero();
        assertThat(statistics.median()).isEmpty();
        assertThat(statistics.p95()).isEmpty();
    }

    @Test
    void eachStatusIsCounted() {
        DecisionStatistics statistics = DecisionStatistics.of(List.of(
                approval(ApprovalStatus.APPROVED, 1),
                approval(ApprovalStatus.APPROVED, 2),
                approval(ApprovalStatus.PENDING, 0)));

        assertThat(statistics.asked()).isEqualTo(3);
        assertThat(statistics.count(ApprovalStatus.APPROVED)).isEqualTo(2);
        assertThat(statistics.count(ApprovalStatus.PENDING)).isEqualTo(1);
        assertThat(statistics.count(ApprovalStatus.REJECTED)).isZero();
    }

    @Test
    void onlyDecisionsOfPeopleHaveATime() {
        DecisionStatistics statistics = DecisionStatistics.of(List.of(
                approval(ApprovalStatus.APPROVED, 10),
                approval(ApprovalStatus.REJECTED, 20),
                approval(ApprovalStatus.EXPIRED, 9_000),
                approval(ApprovalStatus.CANCELLED, 9_000)));

        assertThat(statistics.median()).contains(Duration.ofSeconds(10));
        assertThat(statistics.p95()).contains(Duration.ofSeconds(20));
    }

    @Test
    void percentilesGoByTheNearestRank() {
        DecisionStatistics statistics = DecisionStatistics.of(IntStream.rangeClosed(1, 100)
                .mapToObj(seconds -> approval(ApprovalStatus.APPROVED, seconds))
                .toList());

        assertThat(statistics.median()).contains(Duration.ofSeconds(50));
        assertThat(statistics.p95()).contains(Duration.ofSeconds(95));
    }

    private static Asked approval(ApprovalStatus status, int seconds) {
        Optional<Instant> resolved =
                status == ApprovalStatus.PENDING ? Optional.empty() : Optional.of(ASKED.plusSeconds(seconds));
        return new Asked("agent", "stripe.refund", Optional.empty(), Optional.empty(), status, ASKED, resolved);
    }
}
