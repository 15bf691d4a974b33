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
import org.agentwarden.changes.Members;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Dated;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.json.JsonView;
import org.agentwarden.security.AccessTokens.Bearer;

/** A person who signs in. */
@Entity
@Table(name = "users")
@NamedQuery(name = "User.byEmail", query = "select u from User u where u.email = :email")
@NamedQuery(
        name = "User.admins",
        query = "select u.id from User u where u.organizationId = :organization"
                + " and u.role = org.agentwarden.organizations.Role.ADMIN")
public class User implements Dated {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    /** Counts the changes of the password: tokens that were issued before the latest one are not good any more. */
    @Column(name = "token_generation")
    private int tokenGeneration;

    @Column(name = "created_at")
    private Instant createdAt;

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

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    Members members() {
        return Members.of(
                JsonView.of().text("email", email).text("role", role.wireName()).build());
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

    String passwordHash() {
        return passwordHash;
    }

    public Role role() {
        return role;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
