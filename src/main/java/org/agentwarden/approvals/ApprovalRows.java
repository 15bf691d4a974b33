package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The approvals of an organization. */
@ApplicationScoped
public class ApprovalRows extends ExportedEntities<Approval> {

    public ApprovalRows() {
        super("approvals", Approval.class, RemovalPhase.NEXT);
    }

    @Override
    protected List<JsonObject> views(List<Approval> rows) {
        return rows.stream().map(ApprovalView::forManagement).toList();
    }
}
