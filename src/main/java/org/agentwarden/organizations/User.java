package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.agentwarden.changes.Members;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Dated;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.AccessTokens.Bearer;
import org.agentwarden.security.oidc.ExternalIdentity;
import org.jspecify.annotations.Nullable;

/** A person who signs in: here, with an e-mail address and a password, or at an external issuer. */
@Entity
@Table(name = "users")
@NamedQuery(name = "User.byEmail", query = "select u from User u where u.email = :email")
@NamedQuery(
        name = "User.admins",
        query = "select u.id from User u where u.organizationId = :organization and u.externalIssuer is null"
                + " and u.role = org.agentwarden.organizations.Role.ADMIN")
@NamedQuery(
        name = "User.byExternalIdentity",
        query = "select u from User u where u.organizationId = :organization and u.externalIssuer = :issuer"
                + " and u.externalSubject = :subject")
public class User implements Dated {

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

    /** Counts the changes of the password: tokens that were issued before the latest one are not good any more. */
    @Column(name = "token_generation")
    private int tokenGeneration;

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

    /** The spelling in which addresses are stored and compared. */
    static String canonicalEmail(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
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

    void takePassword(String newHash) {
        this.passwordHash = newHash;
        this.tokenGeneration++;
    }

    /** Whether the password is still the one with which the token was issued. */
    boolean accepts(Bearer token) {
        return token.generation() == tokenGeneration;
    }

    int tokenGeneration() {
        return tokenGeneration;
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

    @Override
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

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
