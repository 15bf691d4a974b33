package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.Ids;
import org.jspecify.annotations.Nullable;

/** That somebody may choose a new password without the old one, once and soon. Only a hash of the token is kept. */
@Entity
@Table(name = "password_links")
@NamedQuery(name = "PasswordLink.byHash", query = "select l from PasswordLink l where l.tokenHash = :hash")
@NamedQuery(name = "PasswordLink.endThoseFor", query = "delete from PasswordLink l where l.userId = :user")
@NamedQuery(name = "PasswordLink.endThoseOf", query = "delete from PasswordLink l where l.createdBy = :creator")
public class PasswordLink {

    static final Duration LIFETIME = Duration.ofHours(24);

    @Id
    private String id;

    @Column(name = "user_id")
    private String userId;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "created_by")
    private @Nullable String createdBy;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected PasswordLink() {}

    PasswordLink(String userId, String tokenHash, Optional<String> createdBy, Instant createdAt) {
        this.id = Ids.random();
        this.userId = userId;
        this.tokenHash = tokenHash;
        this.createdBy = createdBy.orElse(null);
        this.expiresAt = createdAt.plus(LIFETIME);
    }

    boolean isOpen(Instant now) {
        return now.isBefore(expiresAt);
    }

    String id() {
        return id;
    }

    String userId() {
        return userId;
    }

    /** The admin who made it; empty for the operator. */
    Optional<String> createdBy() {
        return Optional.ofNullable(createdBy);
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
