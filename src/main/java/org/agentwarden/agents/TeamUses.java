package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.teams.Deciders;
import org.agentwarden.teams.TeamChanged;
import org.agentwarden.teams.TeamDeleted;
import org.agentwarden.teams.Teams;

/**
 * Keeps permissions and the teams that they name together. In the caller's transaction, with the team's row locked: whoever
 * names a team and whoever changes it wait for each other.
 */
@ApplicationScoped
public class TeamUses {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Teams teams;

    @Inject
    private Deciders deciders;

    /** @throws InvalidInput when the team is unknown, or fewer people may decide than must approve */
    void requireReachable(String organizationId, ApproverTerms approvers) {
        approvers.teamId().ifPresent(team -> {
            if (teams.holdIfPresent(organizationId, team).isEmpty()) {
                throw new InvalidInput("approvers.team", "is no team of the organization");
            }
        });
        if (approvers.quorum() > 1 || approvers.teamId().isPresent()) {
            int people = deciders.of(organizationId, approvers.teamId()).size();
            if (people < approvers.quorum()) {
                throw new InvalidInput(
                        "approvers.quorum", "must not be larger than the number of people who may decide, " + people);
            }
        }
    }

    void on(@Observes TeamChanged changed) {
        int quorum = quorum(changed.teamId()).orElse(0);
        if (changed.deciders() < quorum && changed.deciders() < changed.decidersBefore()) {
            throw new Conflict(
                    "quorum_unreachable",
                    "A permission wants " + quorum + " people of this team to approve, and " + changed.deciders()
                            + " of them could");
        }
    }

    void on(@Observes TeamDeleted deleted) {
        if (quorum(deleted.teamId()).isPresent()) {
            throw new Conflict("team_in_use", "A permission names this team");
        }
    }

    /** The largest one of the permissions that name the team; empty when none does. */
    private Optional<Integer> quorum(String teamId) {
        return Optional.ofNullable(entities.createNamedQuery("Permission.quorumOfTeam", Integer.class)
                .setParameter("team", teamId)
                .getSingleResult());
    }
}
