package org.agentwarden.agents;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.settings.DurationText;

/**
 * What happens to the approvals of a permission while nobody answers them. Pure.
 *
 * @param escalation who may decide as well, after a time
 * @param remindAfter how long an approval waits before webhooks are told that it still does
 */
public record UnansweredTerms(Optional<EscalateTo> escalation, Optional<Duration> remindAfter) {

    public static final UnansweredTerms NONE = new UnansweredTerms(Optional.empty(), Optional.empty());

    private static final String ESCALATE_TO = "escalate_to";
    private static final String ESCALATE_AFTER = "escalate_after";
    private static final String REMIND_AFTER = "remind_after";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int LONGEST_ID = 36;
    private static final int LONGEST_TIME = 12;

    /**
     * Who may decide as well, after some time.
     *
     * @param teamId of the team whose people may
     */
    public record EscalateTo(String teamId, Duration after) {

        /** The later one, if both name the same team. */
        Optional<EscalateTo> and(EscalateTo other) {
            return teamId.equals(other.teamId)
                    ? Optional.of(after.compareTo(other.after) < 0 ? other : this)
                    : Optional.empty();
        }
    }

    /**
     * Those among the members of {@code approvers}.
     *
     * @param teamId whose people decide from the beginning
     */
    static UnansweredTerms from(RequestFields members, Optional<String> teamId) {
        Optional<String> team = members.optionalText(ESCALATE_TO, LONGEST_ID);
        Optional<Duration> after = time(members, ESCALATE_AFTER);
        if (members.has(ESCALATE_TO) != members.has(ESCALATE_AFTER)) {
            members.problem(
                    members.has(ESCALATE_TO) ? ESCALATE_AFTER : ESCALATE_TO,
                    "is required: escalate_to and escalate_after belong together");
        }
        if (team.isPresent() && !members.has("team")) {
            members.problem(ESCALATE_TO, "needs a team: without one everybody may decide from the beginning");
        }
        if (team.isPresent() && team.equals(teamId)) {
            members.problem(ESCALATE_TO, "must be another team");
        }
        return new UnansweredTerms(
                team.flatMap(id -> after.map(time -> new EscalateTo(id, time))), time(members, REMIND_AFTER));
    }

    private static Optional<Duration> time(RequestFields members, String name) {
        return members.optionalText(name, LONGEST_TIME).flatMap(text -> {
            Optional<Duration> time = DurationText.parse(text)
                    .filter(read ->
                            read.toMillisPart() == 0 && read.compareTo(SHORTEST) >= 0 && read.compareTo(LONGEST) <= 0);
            if (time.isEmpty()) {
                members.problem(name, "must be a time from 1m to 30d, such as 15m or 4h");
            }
            return time;
        });
    }

    /**
     * What satisfies the terms of both. Where both name a team, others may decide later only if both say so. Whoever is
     * reminded earlier is content.
     */
    static UnansweredTerms of(ApproverTerms one, ApproverTerms other) {
        return new UnansweredTerms(
                escalation(one, other),
                Stream.of(one, other)
                        .flatMap(terms -> terms.unanswered().remindAfter().stream())
                        .min(Duration::compareTo));
    }

    private static Optional<EscalateTo> escalation(ApproverTerms one, ApproverTerms other) {
        Optional<EscalateTo> first = one.unanswered().escalation();
        Optional<EscalateTo> second = other.unanswered().escalation();
        if (one.teamId().isEmpty()) {
            return second;
        }
        return other.teamId().isEmpty() ? first : first.flatMap(to -> second.flatMap(to::and));
    }

    /**
     * Makes sure that nothing would come after the end of an approval.
     *
     * @param lifeTime of an approval; empty for ever
     * @throws InvalidInput that names the member
     */
    void requireWithin(Optional<Duration> lifeTime) {
        requireWithin(ESCALATE_AFTER, escalation.map(EscalateTo::after), lifeTime);
        requireWithin(REMIND_AFTER, remindAfter, lifeTime);
    }

    private static void requireWithin(String name, Optional<Duration> time, Optional<Duration> lifeTime) {
        lifeTime.filter(end -> time.filter(after -> after.compareTo(end) >= 0).isPresent())
                .ifPresent(end -> {
                    throw new InvalidInput(
                            "approvers." + name,
                            "must be less than the time that an approval waits, " + DurationText.of(end));
                });
    }

    /** Adds what is given: most permissions say nothing of it. */
    void addTo(JsonBuilder approvers) {
        escalation.ifPresent(
                to -> approvers.text(ESCALATE_TO, to.teamId()).text(ESCALATE_AFTER, DurationText.of(to.after())));
        remindAfter.ifPresent(time -> approvers.text(REMIND_AFTER, DurationText.of(time)));
    }
}
