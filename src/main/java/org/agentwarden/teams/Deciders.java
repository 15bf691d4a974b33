package org.agentwarden.teams;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import org.agentwarden.organizations.User;

/** Who may decide approvals. */
@Stateless
public class Deciders {

    private static final String ALL =
            "select u from User u where u.organizationId = :organization and u.role <> org.agentwarden.organizations.Role.VIEWER";
    private static final String OF_TEAMS =
            ALL + " and u.id in (select m.id.userId from TeamMember m where m.id.teamId in :teams)";

    @PersistenceContext
    private EntityManager entities;

    /**
     * The approvers and admins of an organization.
     *
     * @param teamIds the teams to one of which they belong; empty for all of them
     */
    public List<Decider> of(String organizationId, Collection<String> teamIds) {
        var query = entities.createQuery(teamIds.isEmpty() ? ALL : OF_TEAMS, User.class)
                .setParameter("organization", organizationId);
        if (!teamIds.isEmpty()) {
            query.setParameter("teams", teamIds);
        }
        return query.getResultStream()
                .map(user -> new Decider(user.id(), user.email()))
                .toList();
    }
}
