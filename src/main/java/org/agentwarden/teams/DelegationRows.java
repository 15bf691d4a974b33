package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.agentwarden.holdings.FewRows;
import org.agentwarden.holdings.RemovalPhase;

/** The delegations of an organization, at most one of each user. */
@ApplicationScoped
public class DelegationRows extends FewRows {

    public DelegationRows() {
        super(Delegation.class, "organizationId", RemovalPhase.FIRST);
    }

    /**
     * The next ones, in the order of the users who are away; also those that are over and have not been replaced.
     *
     * @param after the user of the last one that was read; empty at the beginning
     */
    public List<Delegation> next(String organizationId, String after, int most) {
        return entities()
                .createNamedQuery("Delegation.ofOrganization", Delegation.class)
                .setParameter("organization", organizationId)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
    }
}
