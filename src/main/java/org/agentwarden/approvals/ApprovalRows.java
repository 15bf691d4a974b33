package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The approvals of an organization. */
@ApplicationScoped
public class ApprovalRows extends ExportedEntities<Approval> {

    @Inject
    private Outcomes outcomes;

    public ApprovalRows() {
        super("approvals", Approval.class, RemovalPhase.NEXT);
    }

    @Override
    protected List<JsonObject> views(List<Approval> rows) {
        return rows.stream()
                .map(approval -> ApprovalView.forManagement(approval, outcomes))
                .toList();
    }
}
