package org.agentwarden.teams;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** A team and a user. */
@Embeddable
public class TeamMemberKey implements Serializable {

    private static final long serialVersionUID = 1L;

    @Column(name = "team_id")
    private String teamId;

    @Column(name = "user_id")
    private String userId;

    protected TeamMemberKey() {}

    TeamMemberKey(String teamId, String userId) {
        this.teamId = teamId;
        this.userId = userId;
    }

    String teamId() {
        return teamId;
    }

    String userId() {
        return userId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TeamMemberKey that && teamId.equals(that.teamId) && userId.equals(that.userId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(teamId, userId);
    }
}
