package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.RemovalPhase;

/** The teams of an organization. Permissions that name one go before them; their members go with them. */
@ApplicationScoped
public class TeamRows extends ExportedEntities<Team> {

    @Inject
    private Teams teams;

    public TeamRows() {
        super("teams", Team.class, RemovalPhase.NEXT);
    }

    @Override
    protected List<JsonObject> views(List<Team> rows) {
        Map<String, List<String>> members = teams.members(rows);
        return rows.stream().map(team -> TeamView.of(team, members)).toList();
    }
}
