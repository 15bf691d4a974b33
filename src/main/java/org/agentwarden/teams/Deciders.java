package org.agentwarden.teams;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.agentwarden.organizations.User;

/** Who may decide approvals. */
@Stateless
public class Deciders {

    private static final String ALL =
            "select u from User u where u.organizationId = :organization and u.role <> org.agentwarden.organizations.Role.VIEWER";
    private static final String OF_TEAM =
            ALL + " and u.id in (select m.id.userId from TeamMember m where m.id.teamId = :team)";

    @PersistenceContext
    private EntityManager entities;

    /**
     * The approvers and admins of an organization.
     *
     * @param teamId of the team that they belong to; empty for all of them
     */
    public List<Decider> of(String organizationId, Optional<String> teamId) {
        var query = entities.createQuery(teamId.isPresent() ? OF_TEAM : ALL, User.class)
                .setParameter("organization", organizationId);
        teamId.ifPresent(team -> query.setParameter("team", team));
        return query.getResultStream()
                .map(user -> new Decider(user.id(), user.email()))
                .toList();
    }
}
