package org.agentwarden.teams;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.json.JsonBuilder;

/**
 * That another user decides for a user who is away. A user has at most one. The database removes the row with either user.
 */
@Entity
@Table(name = "delegations")
@NamedQuery(
        name = "Delegation.delegators",
        query = "select d.userId from Delegation d where d.delegateId = :delegate and d.startsAt <= :now"
                + " and d.endsAt > :now order by d.startsAt, d.userId")
@NamedQuery(
        name = "Delegation.ofOrganization",
        query = "select d from Delegation d where d.organizationId = :organization and d.userId > :after"
                + " order by d.userId")
public class Delegation {

    /** Who is away. */
    @Id
    @Column(name = "user_id")
    private String userId;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "delegate_id")
    private String delegateId;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    protected Delegation() {}

    Delegation(String organizationId, String userId, String delegateId, DelegationPeriod period) {
        this.organizationId = organizationId;
        this.userId = userId;
        become(delegateId, period);
    }

    final void become(String newDelegateId, DelegationPeriod period) {
        this.delegateId = newDelegateId;
        this.startsAt = period.from();
        this.endsAt = period.until();
    }

    boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    FieldChanges members() {
        return FieldChanges.of(JsonBuilder.of()
                .text("to", delegateId)
                .time("from", startsAt)
                .time("until", endsAt)
                .build());
    }

    String userId() {
        return userId;
    }

    String delegateId() {
        return delegateId;
    }

    Instant startsAt() {
        return startsAt;
    }

    Instant endsAt() {
        return endsAt;
    }
}
