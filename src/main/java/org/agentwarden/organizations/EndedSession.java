package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.security.AccessTokens.Bearer;

/** A session that somebody signed out of. Its token is worth nothing any more, though it has not expired. */
@Entity
@Table(name = "ended_sessions")
@NamedQuery(name = "EndedSession.removeExpired", query = "delete from EndedSession s where s.endsAt < :now")
public class EndedSession {

    @Id
    @Column(name = "token_id")
    private String tokenId;

    @Column(name = "ends_at")
    private Instant endsAt;

    protected EndedSession() {}

    EndedSession(Bearer bearer) {
        this.tokenId = bearer.tokenId();
        this.endsAt = bearer.expiresAt();
    }
}
