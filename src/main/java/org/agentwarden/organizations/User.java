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
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.AccessTokens.Bearer;
import org.agentwarden.security.oidc.ExternalIdentity;
import org.jspecify.annotations.Nullable;

/** A person who signs in: here, with an e-mail address and a password, or at an external issuer. */
@Entity
@Table(name = "users")
@NamedQuery(name = "User.byEmail", query = "select u from User u where u.email = :email")
@NamedQuery(
        name = "User.admins",
        query = "select u.id from User u where u.organizationId = :organization and u.email is not null"
                + " and u.role = org.agentwarden.organizations.Role.ADMIN")
@NamedQuery(
        name = "User.ofAddress",
        query = "select u from User u where u.organizationId = :organization"
                + " and (u.email = :email or u.pendingEmail = :email)")
@NamedQuery(
        name = "User.pending",
        query = "select u from User u where u.pendingEmail = :email and u.passwordHash = :hash order by u.createdAt")
@NamedQuery(
        name = "User.endPendingOnesOf",
        query = "delete from User u where u.organizationId = :organization and u.createdBy = :creator"
                + " and u.pendingEmail is not null")
@NamedQuery(
        name = "User.byExternalIdentity",
        query = "select u from User u where u.organizationId = :organization and u.externalIssuer = :issuer"
                + " and u.externalSubject = :subject")
@NamedQuery(name = "User.count", query = "select count(u) from User u where u.organizationId = :organization")
public class User implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    /** To sign in with, unique over all organizations; null for external users and pending accounts. */
    private @Nullable String email;

    /** The address of an account that nobody has signed in to yet; unique in its organization. */
    @Column(name = "pending_email")
    private @Nullable String pendingEmail;

    /** The admin who added a pending account with a password. */
    @Column(name = "created_by")
    private @Nullable String createdBy;

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

    /**
     * An account that an admin adds with a password, and that takes the address from nobody before its first sign-in.
     *
     * @param passwordHash from {@link org.agentwarden.security.Passwords#lookupHash}
     */
    static User pending(
            String organizationId, String email, String passwordHash, Role role, String createdBy, Instant createdAt) {
        User user = new User(organizationId, email, passwordHash, role, createdAt);
        user.email = null;
        user.pendingEmail = email;
        user.createdBy = createdBy;
        // Nodes of the previous version show this one.
        user.externalName = email;
        return user;
    }

    boolean isPending() {
        return pendingEmail != null;
    }

    Optional<String> createdBy() {
        return Optional.ofNullable(createdBy);
    }

    /** From now on the address belongs to this account. */
    void takeAddress() {
        if (pendingEmail != null) {
            email = pendingEmail;
            pendingEmail = null;
            externalName = null;
        }
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

    FieldChanges members() {
        return FieldChanges.of(JsonBuilder.of()
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
