package org.agentwarden.approvals;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a number of approvals ended, and how long people took to decide. Pure.
 *
 * @param ended how many have each status
 * @param median the time from the request to a person's decision; empty without one
 * @param p95 the time within which 95 of 100 decisions were made
 */
record DecisionStatistics(Map<ApprovalStatus, Long> ended, Optional<Duration> median, Optional<Duration> p95) {

    /** An approval, with what is counted of it. */
    record Asked(
            String agentId,
            String action,
            Optional<String> teamId,
            Optional<String> permissionId,
            ApprovalStatus status,
            Instant askedAt,
            Optional<Instant> resolvedAt) {

        private boolean isDecidedByPerson() {
            return status == ApprovalStatus.APPROVED || status == ApprovalStatus.REJECTED;
        }

        private Optional<Duration> timeToDecide() {
            return resolvedAt.filter(end -> isDecidedByPerson()).map(end -> Duration.between(askedAt, end));
        }
    }

    static DecisionStatistics of(List<Asked> approvals) {
        Map<ApprovalStatus, Long> ended = approvals.stream()
                .collect(Collectors.groupingBy(
                        Asked::status, () -> new EnumMap<>(ApprovalStatus.class), Collectors.counting()));
        List<Duration> times = approvals.stream()
                .flatMap(approval -> approval.timeToDecide().stream())
                .sorted()
                .toList();
        return new DecisionStatistics(ended, percentile(times, 50), percentile(times, 95));
    }

    /** By the nearest rank. */
    private static Optional<Duration> percentile(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(rank - 1));
    }

    long count(ApprovalStatus status) {
        return ended.getOrDefault(status, 0L);
    }

    long asked() {
        return ended.values().stream().mapToLong(Long::longValue).sum();
    }
}
