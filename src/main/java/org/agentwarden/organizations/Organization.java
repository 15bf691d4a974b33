package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.settings.Plan;

/** A company: the owner of everything else. */
@Entity
@Table(name = "organizations")
@NamedQuery(name = "Organization.ids", query = "select o.id from Organization o")
@NamedQuery(name = "Organization.byAge", query = "select o.id from Organization o order by o.createdAt, o.id")
@NamedQuery(name = "Organization.withPlan", query = "select o.id from Organization o where o.plan = :plan")
public class Organization {

    @Id
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Plan plan;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Organization() {}

    Organization(String name, Plan plan, Instant createdAt) {
        this.id = Ids.random();
        this.name = name;
        this.plan = plan;
        this.active = true;
        this.createdAt = createdAt;
    }

    void rename(String newName) {
        name = newName;
    }

    void take(Plan newPlan) {
        plan = newPlan;
    }

    FieldChanges members() {
        return FieldChanges.of(JsonBuilder.of()
                .text("name", name)
                .text("plan", plan.wireName())
                .build());
    }

    Subject subject() {
        return Subject.of(id, id);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Plan plan() {
        return plan;
    }

    public boolean active() {
        return active;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
