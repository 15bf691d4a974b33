package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.agentwarden.platform.Fingerprint;
import org.agentwarden.security.oidc.ExternalIdentity;

/**
 * A session at the external issuer whose beginning is in the log. Its requests within the next 24 hours begin no other;
 * later ones do.
 */
@Entity
@Table(name = "external_sessions")
@NamedQuery(name = "ExternalSession.removeExpired", query = "delete from ExternalSession s where s.endsAt < :now")
public class ExternalSession {

    static final Duration LIFETIME = Duration.ofHours(24);

    @Id
    private String id;

    @Column(name = "ends_at")
    private Instant endsAt;

    protected ExternalSession() {}

    ExternalSession(String id, Instant begin) {
        this.id = id;
        this.endsAt = begin.plus(LIFETIME);
    }

    static String idOf(User user, ExternalIdentity identity) {
        return Fingerprint.of(user.id(), identity.session());
    }

    boolean isOver(Instant now) {
        return endsAt.isBefore(now);
    }
}
