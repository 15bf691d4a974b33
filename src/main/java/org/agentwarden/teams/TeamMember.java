package org.agentwarden.teams;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** That a user belongs to a team. The database removes the row with the user and with the team. */
@Entity
@Table(name = "team_members")
@NamedQuery(
        name = "TeamMember.ofTeams",
        query = "select m from TeamMember m where m.id.teamId in :teams order by m.id.teamId, m.id.userId")
@NamedQuery(
        name = "TeamMember.countUsers",
        query = "select count(u) from User u where u.organizationId = :organization and u.id in :ids")
@NamedQuery(
        name = "TeamMember.remove",
        query = "delete from TeamMember m where m.id.teamId = :team and m.id.userId in :users")
public class TeamMember {

    @EmbeddedId
    private TeamMemberKey id;

    protected TeamMember() {}

    TeamMember(String teamId, String userId) {
        this.id = new TeamMemberKey(teamId, userId);
    }

    String teamId() {
        return id.teamId();
    }

    String userId() {
        return id.userId();
    }
}
