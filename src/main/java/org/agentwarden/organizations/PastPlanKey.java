package org.agentwarden.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.util.Objects;
import org.agentwarden.settings.Plan;

/** An organization and a plan. */
@Embeddable
public class PastPlanKey implements Serializable {

    private static final long serialVersionUID = 1L;

    @Column(name = "organization_id")
    private String organizationId;

    @Enumerated(EnumType.STRING)
    private Plan plan;

    protected PastPlanKey() {}

    PastPlanKey(String organizationId, Plan plan) {
        this.organizationId = organizationId;
        this.plan = plan;
    }

    Plan plan() {
        return plan;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PastPlanKey that && organizationId.equals(that.organizationId) && plan == that.plan;
    }

    @Override
    public int hashCode() {
        return Objects.hash(organizationId, plan);
    }
}
