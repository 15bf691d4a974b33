package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.settings.Plan;
import org.jspecify.annotations.Nullable;

/** A company: the owner of everything else. */
@Entity
@Table(name = "organizations")
@NamedQuery(name = "Organization.all", query = "select o.id from Organization o")
@NamedQuery(name = "Organization.ids", query = "select o.id from Organization o where o.removedAt is null")
@NamedQuery(
        name = "Organization.byAge",
        query = "select o.id from Organization o where o.removedAt is null order by o.createdAt, o.id")
@NamedQuery(
        name = "Organization.withPlan",
        query = "select o.id from Organization o where o.plan = :plan and o.removedAt is null")
@NamedQuery(
        name = "Organization.removed",
        query = "select o.id from Organization o where o.removedAt is not null order by o.removedAt, o.id")
public class Organization {

    private static final Duration REMOVAL_CONFIRMED_WITHIN = Duration.ofMinutes(10);

    @Id
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Plan plan;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    /** Of the confirmation for which somebody was asked. */
    @Column(name = "removal_token_hash")
    private @Nullable String removalTokenHash;

    @Column(name = "removal_token_until")
    private @Nullable Instant removalTokenUntil;

    /** Its rows are being removed since. */
    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

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

    /** Returns until when the confirmation is good. */
    Instant askForRemoval(String tokenHash, Instant now) {
        Instant until = now.plus(REMOVAL_CONFIRMED_WITHIN);
        removalTokenHash = tokenHash;
        removalTokenUntil = until;
        return until;
    }

    boolean isAskedForRemoval(String tokenHash, Instant now) {
        return tokenHash.equals(removalTokenHash) && removalTokenUntil != null && now.isBefore(removalTokenUntil);
    }

    void remove(Instant now) {
        active = false;
        removalTokenHash = null;
        removalTokenUntil = null;
        removedAt = now;
    }

    boolean isRemovedBefore(Instant time) {
        return removedAt != null && removedAt.isBefore(time);
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
