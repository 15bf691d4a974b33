package org.agentwarden.approvals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.platform.json.MalformedJson;
import org.jspecify.annotations.Nullable;

/** What must be known of a pending approval to tell whether it has to be reviewed: without its context, which may be long. */
public record WaitingQuorum(
        String id,
        @Nullable String onBehalfOf,
        @Nullable String teamId,
        @Nullable String escalationTeamId,
        boolean escalated,
        int needed,
        @Nullable String askedBy,
        @Nullable String decisions) {

    /** Of pending approvals {@code a} that not everybody may decide alone. */
    static final String SELECT =
            "select new org.agentwarden.approvals.WaitingQuorum(a.id, a.onBehalfOf, a.quorum.teamId,"
                    + " a.quorum.escalation.teamId, a.quorum.escalation.escalated, a.quorum.needed, a.quorum.askedBy,"
                    + " a.quorum.decisions) from Approval a"
                    + " where a.status = org.agentwarden.approvals.ApprovalStatus.PENDING"
                    + " and (a.quorum.teamId is not null or a.quorum.needed > 1 or a.quorum.fourEyes = :yes"
                    + " or a.onBehalfOf is not null)";

    /** As {@link Quorum#teamIds}. */
    List<String> teamIds() {
        return escalated ? allTeamIds() : Optional.ofNullable(teamId).stream().toList();
    }

    /** As {@link Quorum#allTeamIds}. */
    List<String> allTeamIds() {
        return Stream.of(Optional.ofNullable(teamId), Optional.ofNullable(escalationTeamId))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether {@link Approval#review} would change it. What can't be read is left to the review, which then fails alone. */
    boolean isLapsed(Electorate people) {
        try {
            return new Quorum(teamId, needed, askedBy, decisions).isLapsed(people, Optional.ofNullable(onBehalfOf));
        } catch (MalformedJson e) {
            return true;
        }
    }
}
