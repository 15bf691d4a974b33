package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/** A program that acts for an organization. */
@Entity
@Table(name = "agents")
@NamedQuery(
        name = "Agent.byName",
        query = "select a from Agent a where a.organizationId = :organization and a.name = :name")
@NamedQuery(name = "Agent.count", query = "select count(a) from Agent a where a.organizationId = :organization")
public class Agent implements Listable {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String name;

    private @Nullable String description;

    @Enumerated(EnumType.STRING)
    private AgentStatus status;

    @Column(name = "rights_version")
    private long rightsVersion;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private String createdBy;

    protected Agent() {}

    Agent(String organizationId, String name, @Nullable String description, String createdBy, Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.name = name;
        this.description = description;
        this.status = AgentStatus.ACTIVE;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    void rename(String newName) {
        this.name = newName;
    }

    void describe(@Nullable String newDescription) {
        this.description = newDescription;
    }

    void become(AgentStatus newStatus) {
        this.status = newStatus;
    }

    /** Its permissions change in this transaction, which has locked the agent. */
    void changeRights() {
        this.rightsVersion++;
    }

    Subject subject() {
        return Subject.ofAgent(organizationId, id, id);
    }

    FieldChanges members() {
        return FieldChanges.of(JsonBuilder.of()
                .text("name", name)
                .text("description", description)
                .text("status", status.wireName())
                .build());
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

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public AgentStatus status() {
        return status;
    }

    /** While it is the same, the agent has the same permissions. */
    long rightsVersion() {
        return rightsVersion;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public String createdBy() {
        return createdBy;
    }
}
