package org.agentwarden.organizations;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/** That somebody may join an organization, once and soon. Only a hash of the token is kept. */
@Entity
@Table(name = "invitations")
@NamedQuery(name = "Invitation.byHash", query = "select i from Invitation i where i.tokenHash = :hash")
@NamedQuery(name = "Invitation.take", query = "delete from Invitation i where i.id = :id")
@NamedQuery(
        name = "Invitation.endThoseOf",
        query = "delete from Invitation i where i.organizationId = :organization and i.createdBy = :inviter")
@NamedQuery(
        name = "Invitation.replace",
        query = "delete from Invitation i where i.organizationId = :organization"
                + " and (i.email = :email or i.expiresAt <= :now)")
@NamedQuery(
        name = "Invitation.countOpen",
        query = "select count(i) from Invitation i where i.organizationId = :organization and i.expiresAt > :now")
public class Invitation implements Listable {

    static final Duration LIFETIME = Duration.ofDays(7);

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "created_by")
    private @Nullable String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Invitation() {}

    /** @param creator empty for the operator */
    Invitation(
            String organizationId,
            String email,
            Role role,
            String tokenHash,
            Optional<String> creator,
            Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.email = email;
        this.role = role;
        this.tokenHash = tokenHash;
        this.createdBy = creator.orElse(null);
        this.createdAt = createdAt;
        this.expiresAt = createdAt.plus(LIFETIME);
    }

    boolean isOpen(Instant now) {
        return now.isBefore(expiresAt);
    }

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    JsonObject shown() {
        return JsonBuilder.of()
                .text("email", email)
                .text("role", role.wireName())
                .build();
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String email() {
        return email;
    }

    public Role role() {
        return role;
    }

    /** The user who invites; empty for the operator. */
    public Optional<String> createdBy() {
        return Optional.ofNullable(createdBy);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
