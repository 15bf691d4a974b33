package org.agentwarden.agents;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.platform.json.RequestItems;

/**
 * Who must approve, as a permission says.
 *
 * @param teamId whose people decide; empty for all approvers and admins
 * @param quorum how many different people must approve
 * @param fourEyes whether who made the API key that asks may not decide
 */
public record ApproverTerms(Optional<String> teamId, int quorum, boolean fourEyes) {

    public static final ApproverTerms USUAL = new ApproverTerms(Optional.empty(), 1, false);

    private static final int LARGEST_QUORUM = 10;
    private static final int LONGEST_ID = 36;

    static Optional<ApproverTerms> optionalFrom(RequestFields fields, String name) {
        return RequestItems.optionalOne(
                fields,
                name,
                members -> new ApproverTerms(
                        members.optionalText("team", LONGEST_ID),
                        members.optionalInteger("quorum", 1, LARGEST_QUORUM).orElse(1),
                        members.optionalFlag("four_eyes").orElse(false)));
    }

    /** What satisfies both. Two different teams never do: {@link PermissionPolicy} blocks before. */
    ApproverTerms and(ApproverTerms other) {
        return new ApproverTerms(teamId.or(other::teamId), Math.max(quorum, other.quorum), fourEyes || other.fourEyes);
    }

    JsonObject toJson() {
        return JsonBuilder.of()
                .text("team", teamId.orElse(null))
                .number("quorum", quorum)
                .flag("four_eyes", fourEyes)
                .build();
    }
}
