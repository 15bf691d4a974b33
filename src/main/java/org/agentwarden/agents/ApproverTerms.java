package org.agentwarden.agents;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.agents.UnansweredTerms.EscalateTo;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.platform.json.RequestItems;

/**
 * Who must approve, as a permission says.
 *
 * @param teamId whose people decide; empty for all approvers and admins
 * @param quorum how many different people must approve
 * @param fourEyes whether who made the API key that asks may not decide
 * @param unanswered what happens while nobody decides
 */
public record ApproverTerms(Optional<String> teamId, int quorum, boolean fourEyes, UnansweredTerms unanswered) {

    public static final ApproverTerms USUAL = new ApproverTerms(Optional.empty(), 1, false);

    private static final int LARGEST_QUORUM = 10;
    private static final int LONGEST_ID = 36;

    /** Nothing happens while nobody decides. */
    public ApproverTerms(Optional<String> teamId, int quorum, boolean fourEyes) {
        this(teamId, quorum, fourEyes, UnansweredTerms.NONE);
    }

    static Optional<ApproverTerms> optionalFrom(RequestFields fields, String name) {
        return RequestItems.optionalOne(fields, name, ApproverTerms::from);
    }

    private static ApproverTerms from(RequestFields members) {
        Optional<String> teamId = members.optionalText("team", LONGEST_ID);
        return new ApproverTerms(
                teamId,
                members.optionalInteger("quorum", 1, LARGEST_QUORUM).orElse(1),
                members.optionalFlag("four_eyes").orElse(false),
                UnansweredTerms.from(members, teamId));
    }

    /** What satisfies both. Two different teams never do: {@link PermissionPolicy} blocks before. */
    ApproverTerms and(ApproverTerms other) {
        return new ApproverTerms(
                teamId.or(other::teamId),
                Math.max(quorum, other.quorum),
                fourEyes || other.fourEyes,
                UnansweredTerms.of(this, other));
    }

    /** Whose people decide in the end; empty for all approvers and admins. */
    List<String> teams() {
        return Stream.concat(teamId.stream(), unanswered.escalation().map(EscalateTo::teamId).stream())
                .toList();
    }

    JsonObject toJson() {
        JsonBuilder view = JsonBuilder.of()
                .text("team", teamId.orElse(null))
                .number("quorum", quorum)
                .flag("four_eyes", fourEyes);
        unanswered.addTo(view);
        return view.build();
    }
}
