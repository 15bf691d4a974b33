package org.agentwarden.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.agents.UnansweredTerms;
import org.jspecify.annotations.Nullable;

/** What happens to an approval while nobody decides: others are reminded of it, and those of another team may decide as well. */
@Embeddable
public class Escalation {

    @Column(name = "escalation_team")
    private @Nullable String teamId;

    /** As it was when the approval was asked for. */
    @Column(name = "escalation_name")
    private @Nullable String teamName;

    @Column(name = "escalates_at")
    private @Nullable Instant escalatesAt;

    private boolean escalated;

    /** Null when nobody is reminded, or everybody has been. */
    @Column(name = "remind_at")
    private @Nullable Instant remindAt;

    protected Escalation() {}

    /**
     * @param teamName of the team that it escalates to
     * @param lifeTime of the approval, empty for ever: what would come later never comes
     */
    Escalation(UnansweredTerms terms, Optional<String> teamName, Instant askedAt, Optional<Duration> lifeTime) {
        terms.escalation().filter(to -> isWithin(to.after(), lifeTime)).ifPresent(to -> {
            this.teamId = to.teamId();
            this.teamName = teamName.orElse(to.teamId());
            this.escalatesAt = askedAt.plus(to.after());
        });
        this.remindAt = terms.remindAfter()
                .filter(after -> isWithin(after, lifeTime))
                .map(askedAt::plus)
                .orElse(null);
    }

    private static boolean isWithin(Duration time, Optional<Duration> lifeTime) {
        return lifeTime.filter(end -> time.compareTo(end) >= 0).isEmpty();
    }

    /** When the next of both is due; empty when nothing is to come. */
    Optional<Instant> next() {
        return Stream.of(Optional.ofNullable(remindAt), escalatesAt().filter(time -> !escalated))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** Whether somebody is to be reminded now, which is true once. */
    boolean takeReminder(Instant now) {
        if (remindAt == null || now.isBefore(remindAt)) {
            return false;
        }
        remindAt = null;
        return true;
    }

    /** Lets the other team decide when it is time; true when that happens now, which is once. */
    boolean advance(Instant now) {
        if (escalated || escalatesAt == null || now.isBefore(escalatesAt)) {
            return false;
        }
        escalated = true;
        return true;
    }

    /** Whose people decide in the end, whether they do now or not. */
    Optional<String> teamId() {
        return Optional.ofNullable(teamId);
    }

    Optional<String> teamName() {
        return Optional.ofNullable(teamName);
    }

    Optional<Instant> escalatesAt() {
        return Optional.ofNullable(escalatesAt);
    }

    boolean hasEscalated() {
        return escalated;
    }
}
