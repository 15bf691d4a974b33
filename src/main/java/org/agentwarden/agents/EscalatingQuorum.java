package org.agentwarden.agents;

import java.util.List;

/** How many people a permission wants to approve, of a team and of the one that it escalates to. */
public record EscalatingQuorum(String teamId, String escalateTo, int quorum) {

    static final String OF_TEAM =
            "select new org.agentwarden.agents.EscalatingQuorum(p.terms.teamId, p.terms.escalateTo,"
                    + " p.terms.quorum) from Permission p where p.terms.escalateTo is not null"
                    + " and (p.terms.teamId = :team or p.terms.escalateTo = :team)";

    List<String> teams() {
        return List.of(teamId, escalateTo);
    }
}
