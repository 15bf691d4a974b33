package org.agentwarden.teams;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;

/** Some people of an organization under one name. */
@Entity
@Table(name = "teams")
@NamedQuery(name = "Team.count", query = "select count(t) from Team t where t.organizationId = :organization")
@NamedQuery(
        name = "Team.byName",
        query = "select t from Team t where t.organizationId = :organization and t.name = :name")
public class Team implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String name;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Team() {}

    Team(String organizationId, String name, Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.name = name;
        this.createdAt = createdAt;
    }

    void rename(String newName) {
        name = newName;
    }

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    /** With the ids of the people who belong to it. */
    FieldChanges members(Collection<String> userIds) {
        return FieldChanges.of(
                JsonBuilder.of().text("name", name).texts("members", userIds).build());
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String name() {
        return name;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }
}
