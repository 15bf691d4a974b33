package org.agentwarden.agents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.settings.Settings;
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

    @Inject
    private Settings settings;

    /**
     * @throws InvalidInput when a team is unknown, fewer people may decide in the end than must approve, or something is to
     *     happen after the end of an approval
     */
    void requireReachable(String organizationId, ApproverTerms approvers) {
        approvers.unanswered().requireWithin(settings.approvalExpiry());
        // In the order of their ids: two callers must not wait for each other.
        Map<String, String> fields = new TreeMap<>();
        approvers.teamId().ifPresent(team -> fields.put(team, "approvers.team"));
        approvers.unanswered().escalation().ifPresent(to -> fields.put(to.teamId(), "approvers.escalate_to"));
        fields.forEach((team, field) -> {
            if (teams.holdIfPresent(organizationId, team).isEmpty()) {
                throw new InvalidInput(field, "is no team of the organization");
            }
        });
        if (approvers.quorum() > 1 || approvers.teamId().isPresent()) {
            int people = deciders.of(organizationId, approvers.teams()).size();
            if (people < approvers.quorum()) {
                throw new InvalidInput(
                        "approvers.quorum", "must not be larger than the number of people who may decide, " + people);
            }
        }
    }

    void on(@Observes TeamChanged changed) {
        if (changed.deciders() >= changed.decidersBefore()) {
            return;
        }
        int quorum = Optional.ofNullable(entities.createNamedQuery("Permission.quorumOfTeam", Integer.class)
                        .setParameter("team", changed.teamId())
                        .getSingleResult())
                .orElse(0);
        requireEnough(quorum, changed.deciders());
        quorumsOfBothTeams(changed.teamId())
                .forEach((both, larger) -> requireEnough(
                        larger, deciders.of(changed.organizationId(), both).size()));
    }

    /** The largest one, by the team that decides and the one that it escalates to. */
    private Map<List<String>, Integer> quorumsOfBothTeams(String teamId) {
        return entities.createNamedQuery("Permission.escalatingQuorums", EscalatingQuorum.class)
                .setParameter("team", teamId)
                .getResultStream()
                .collect(Collectors.toMap(EscalatingQuorum::teams, EscalatingQuorum::quorum, Math::max));
    }

    private static void requireEnough(int quorum, int people) {
        if (people < quorum) {
            throw new Conflict(
                    "quorum_unreachable",
                    "A permission wants " + quorum + " people of this team to approve, and " + people
                            + " of them could");
        }
    }

    void on(@Observes TeamDeleted deleted) {
        long uses = entities.createNamedQuery("Permission.countOfTeam", Long.class)
                .setParameter("team", deleted.teamId())
                .getSingleResult();
        if (uses > 0) {
            throw new Conflict("team_in_use", "A permission names this team");
        }
    }
}
