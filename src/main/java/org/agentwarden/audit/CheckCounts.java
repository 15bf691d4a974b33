package org.agentwarden.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many checks of an organization had each verdict. Pure.
 *
 * @param since from when on checks are counted
 * @param hours hour by hour in UTC, the oldest first, empty ones included
 */
public record CheckCounts(Instant since, Map<Instant, Verdicts> hours) {

    /** The verdict of a check, and when it was asked for. */
    record Check(Instant at, LogStatus verdict) {}

    /** How many of some checks were allowed, blocked, or left to a human. */
    public record Verdicts(long allowed, long blocked, long pendingApproval) {

        static final Verdicts NONE = new Verdicts(0, 0, 0);

        Verdicts plus(Verdicts other) {
            return new Verdicts(
                    allowed + other.allowed, blocked + other.blocked, pendingApproval + other.pendingApproval);
        }

        private static Verdicts one(LogStatus verdict) {
            return switch (verdict) {
                case ALLOWED -> new Verdicts(1, 0, 0);
                case BLOCKED -> new Verdicts(0, 1, 0);
                case PENDING_APPROVAL -> new Verdicts(0, 0, 1);
                default -> NONE;
            };
        }
    }

    /** Counts the checks among some rows of the log; other rows count as nothing. */
    static CheckCounts of(Instant since, List<Check> rows, Instant now) {
        Map<Instant, Verdicts> hours = new TreeMap<>();
        for (Instant hour = hourOf(since); !hour.isAfter(now); hour = hour.plus(Duration.ofHours(1))) {
            hours.put(hour, Verdicts.NONE);
        }
        rows.stream()
                .filter(row -> !row.at().isBefore(since))
                .forEach(row -> hours.merge(hourOf(row.at()), Verdicts.one(row.verdict()), Verdicts::plus));
        return new CheckCounts(since, hours);
    }

    /** Of the whole time. */
    public Verdicts all() {
        return hours.values().stream().reduce(Verdicts.NONE, Verdicts::plus);
    }

    private static Instant hourOf(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
