package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.agents.UnansweredTerms.EscalateTo;
import org.agentwarden.organizations.ApiKeys;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.security.Origin;
import org.agentwarden.settings.Settings;
import org.agentwarden.teams.Decider;
import org.agentwarden.teams.Deciders;
import org.agentwarden.teams.Delegations;
import org.agentwarden.teams.Team;
import org.agentwarden.teams.Teams;

/** Who may decide approvals, by the people and teams of this moment. What everybody may decide alone costs nothing. */
@Stateless
public class Quorums {

    @Inject
    private Teams teams;

    @Inject
    private Deciders deciders;

    @Inject
    private Delegations delegations;

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private Settings settings;

    /** The quorum of an approval that is asked for at that time. */
    public Quorum of(ActionRequest request, Instant now) {
        ApproverTerms terms = request.terms().approvers();
        Origin origin = request.origin();
        return new Quorum(
                terms,
                nameOf(request.organizationId(), terms.teamId()),
                origin.actorId()
                        .filter(key -> terms.fourEyes())
                        .flatMap(key -> apiKeys.makerOf(request.organizationId(), key)),
                new Escalation(
                        terms.unanswered(),
                        nameOf(
                                request.organizationId(),
                                terms.unanswered().escalation().map(EscalateTo::teamId)),
                        now,
                        settings.approvalExpiry()));
    }

    private Optional<String> nameOf(String organizationId, Optional<String> teamId) {
        return teamId.flatMap(id -> teams.findIfPresent(organizationId, id)).map(Team::name);
    }

    /**
     * Makes sure that a user may decide. Call it with the approval locked.
     *
     * @return the one in whose place the user decides; empty for the own right
     * @throws Forbidden see {@link Admission}
     */
    public Optional<String> admit(Approval approval, String userId, Instant now) {
        return approval.isForEverybody()
                ? Optional.empty()
                : approval.admit(userId, delegations.delegatorsOf(userId), electorate(approval), now);
    }

    /** Who may decide the approval, if it is not an own request. */
    public Electorate electorate(Approval approval) {
        Quorum quorum = approval.quorum();
        return electorate(approval.organizationId(), quorum.teamIds(), quorum.allTeamIds());
    }

    /** The people of the teams that decide now, and in the end. */
    public Electorate electorate(String organizationId, List<String> teamIds, List<String> allTeamIds) {
        List<Decider> everybody = deciders.of(organizationId, List.of());
        List<Decider> people = teamIds.isEmpty() ? everybody : deciders.of(organizationId, teamIds);
        List<Decider> later = teamIds.equals(allTeamIds) ? people : deciders.of(organizationId, allTeamIds);
        return new Electorate(people, later, everybody);
    }
}
