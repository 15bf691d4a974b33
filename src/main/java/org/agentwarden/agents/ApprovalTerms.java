package org.agentwarden.agents;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.platform.json.JsonBuilder;

/**
 * What an approval permits when it is approved, as the permission that asks for it says.
 *
 * @param validity how long the action may be claimed after the decision; empty for the server's setting
 * @param uses how often it may be claimed
 * @param approvers who must approve it
 * @param editable the members of the context whose numbers whoever approves may lower
 */
public record ApprovalTerms(
        OnApproval onApproval, Optional<Duration> validity, int uses, ApproverTerms approvers, List<String> editable) {

    public static final ApprovalTerms USUAL =
            new ApprovalTerms(OnApproval.WEBHOOK, Optional.empty(), 1, ApproverTerms.USUAL);

    public ApprovalTerms {
        editable = List.copyOf(editable);
    }

    /** Of an action that is approved as it is. */
    public ApprovalTerms(OnApproval onApproval, Optional<Duration> validity, int uses, ApproverTerms approvers) {
        this(onApproval, validity, uses, approvers, List.of());
    }

    /** What both allow, by whom both want to approve it. */
    ApprovalTerms and(ApprovalTerms other) {
        return new ApprovalTerms(
                onApproval == other.onApproval ? onApproval : OnApproval.WEBHOOK,
                Stream.of(validity, other.validity).flatMap(Optional::stream).min(Duration::compareTo),
                Math.min(uses, other.uses),
                approvers.and(other.approvers),
                editable.stream().filter(other.editable::contains).toList());
    }

    /** Adds them to what a permission is shown as. */
    JsonBuilder addTo(JsonBuilder permission) {
        return permission
                .text("on_approval", onApproval.wireName())
                .number("approval_validity", validity.map(Duration::toSeconds).orElse(null))
                .number("approval_uses", uses)
                .value("approvers", approvers.toJson())
                .texts("editable", editable);
    }
}
