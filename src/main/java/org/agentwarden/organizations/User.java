package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.agentwarden.changes.Members;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.oidc.ExternalIdentity;
import org.jspecify.annotations.Nullable;

/** A person who signs in: here, with an e-mail address and a password, or at an external issuer. */
@Entity
@Table(name = "users")
@NamedQuery(name = "User.byEmail", query = "select u from User u where u.email = :email")
@NamedQuery(
        name = "User.byExternalIdentity",
        query = "select u from User u where u.organizationId = :organization and u.externalIssuer = :issuer"
                + " and u.externalSubject = :subject")
@NamedQuery(
        name = "User.ofOrganization",
        query = "select u from User u where u.organizationId = :organization order by u.createdAt desc, u.id desc")
public class User {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    /** To sign in with; null for external users. */
    private @Nullable String email;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "external_issuer")
    private @Nullable String externalIssuer;

    @Column(name = "external_subject")
    private @Nullable String externalSubject;

    @Column(name = "external_name")
    private @Nullable String externalName;

    protected User() {}

    User(String organizationId, String email, String passwordHash, Role role, Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.email = email;
        this.passwordHash = passwordHash;
        this.role = role;
        this.createdAt = createdAt;
    }

    /** Somebody who signs in at an external issuer. */
    User(String organizationId, ExternalIdentity identity, Role role, Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.externalIssuer = identity.issuer();
        this.externalSubject = identity.subject();
        this.externalName = identity.shownName();
        this.role = role;
        this.createdAt = createdAt;
    }

    void takeRole(Role newRole) {
        this.role = newRole;
    }

    /** Takes over what the external issuer says now. */
    void becomeAs(ExternalIdentity identity, Role newRole) {
        this.externalName = identity.shownName();
        this.role = newRole;
    }

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    Members members() {
        return Members.of(JsonView.of()
                .text("email", email())
                .text("role", role.wireName())
                .build());
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    /** Of an external user, what the issuer knows the person by: not always an address, and not always the only one's. */
    public String email() {
        return email != null ? email : Objects.requireNonNull(externalName);
    }

    /** Empty for external users. */
    Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    /** Who signs the user in, if we don't. */
    Optional<String> externalIssuer() {
        return Optional.ofNullable(externalIssuer);
    }

    public Role role() {
        return role;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
