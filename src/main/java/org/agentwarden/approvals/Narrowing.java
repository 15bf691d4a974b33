package org.agentwarden.approvals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.GrantTerms;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.platform.json.RequestItems;

/**
 * What whoever approves changes about what was asked for.
 *
 * @param validFor how long the action may be claimed after the decision
 * @param edits lower numbers in the context
 * @param grant what is allowed after this action, too
 */
public record Narrowing(Optional<Duration> validFor, Optional<ContextEdits> edits, Optional<GrantTerms> grant) {

    private static final int LONGEST_VALIDITY_SECONDS =
            (int) Duration.ofDays(365).toSeconds();

    static Narrowing from(RequestFields fields) {
        return new Narrowing(
                fields.optionalInteger("valid_for", 1, LONGEST_VALIDITY_SECONDS).map(Duration::ofSeconds),
                ContextEdits.optionalFrom(fields),
                RequestItems.optionalOne(fields, "grant", GrantTerms::from));
    }

    /** Several approvals are decided as they were asked for. */
    static void refuse(RequestFields fields) {
        List.of("valid_for", "edits", "grant").stream()
                .filter(fields::has)
                .forEach(name -> fields.problem(name, "is only for one approval"));
    }

    boolean isNone() {
        return validFor.isEmpty() && edits.isEmpty() && grant.isEmpty();
    }
}
