package org.agentwarden.approvals;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.organizations.ApiKeys;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.security.Origin;
import org.agentwarden.teams.Decider;
import org.agentwarden.teams.Deciders;
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
    private ApiKeys apiKeys;

    /** The quorum of an approval that is asked for now. */
    public Quorum of(ActionRequest request) {
        ApproverTerms terms = request.terms().approvers();
        Origin origin = request.origin();
        return new Quorum(
                terms,
                terms.teamId()
                        .flatMap(id -> teams.findIfPresent(request.organizationId(), id))
                        .map(Team::name),
                origin.actorId()
                        .filter(key -> terms.fourEyes())
                        .flatMap(key -> apiKeys.makerOf(request.organizationId(), key)));
    }

    /**
     * Makes sure that a user may decide. Call it with the approval locked.
     *
     * @throws Forbidden see {@link Approval#admit}
     */
    public void admit(Approval approval, String userId, Instant now) {
        if (!approval.isForEverybody()) {
            approval.admit(userId, peopleOf(approval), now);
        }
    }

    /** Who may decide it now, if it is not an own request. */
    public List<Decider> peopleOf(Approval approval) {
        return deciders.of(approval.organizationId(), approval.quorum().teamId());
    }
}
