package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The agents of an organization. Their permissions refer to them. */
@ApplicationScoped
public class AgentRows extends ExportedEntities<Agent> {

    public AgentRows() {
        super("agents", Agent.class, RemovalPhase.NEXT);
    }

    @Override
    protected List<JsonObject> views(List<Agent> rows) {
        return rows.stream().map(AgentView::of).toList();
    }
}
