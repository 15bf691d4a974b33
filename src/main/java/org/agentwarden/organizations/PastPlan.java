package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.settings.Plan;

/** That an organization had a plan, and until when it last did. */
@Entity
@Table(name = "past_plans")
@NamedQuery(
        name = "PastPlan.since",
        query = "select p from PastPlan p where p.id.organizationId = :organization and p.endedAt >= :since")
public class PastPlan {

    @EmbeddedId
    private PastPlanKey id;

    @Column(name = "ended_at")
    private Instant endedAt;

    protected PastPlan() {}

    PastPlan(PastPlanKey id, Instant endedAt) {
        this.id = id;
        this.endedAt = endedAt;
    }

    /** The organization had the plan once more, and its time has ended again. */
    void endAgain(Instant at) {
        endedAt = at;
    }

    Plan plan() {
        return id.plan();
    }
}
