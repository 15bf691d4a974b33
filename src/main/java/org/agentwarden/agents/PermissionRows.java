package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The permissions of all agents of an organization. */
@ApplicationScoped
public class PermissionRows extends ExportedEntities<Permission> {

    public PermissionRows() {
        super("permissions", Permission.class, RemovalPhase.FIRST);
    }

    @Override
    protected List<JsonObject> views(List<Permission> rows) {
        return rows.stream().map(PermissionView::of).toList();
    }
}
