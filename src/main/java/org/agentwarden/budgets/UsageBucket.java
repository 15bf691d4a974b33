package org.agentwarden.budgets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.agentwarden.platform.Ids;

/** What has been used of a permission's limit within a sixtieth of the limit's time. */
@Entity
@Table(name = "usage_buckets")
@NamedQuery(
        name = "UsageBucket.used",
        query = "select u.usageKey, sum(u.used) from UsageBucket u"
                + " where u.usageKey in :keys and u.countsUntil > :now group by u.usageKey")
@NamedQuery(
        name = "UsageBucket.add",
        query = "update UsageBucket u set u.used = u.used + :amount where u.usageKey = :key and u.bucket = :bucket")
@NamedQuery(
        name = "UsageBucket.old",
        query = "select u.id from UsageBucket u where u.countsUntil <= :now order by u.countsUntil")
@NamedQuery(name = "UsageBucket.remove", query = "delete from UsageBucket u where u.id in :ids")
public class UsageBucket {

    @Id
    private String id;

    @Column(name = "permission_id")
    private String permissionId;

    @Column(name = "usage_key")
    private String usageKey;

    @Column(name = "bucket")
    private long bucket;

    @Column(name = "used")
    private BigDecimal used;

    @Column(name = "counts_until")
    private Instant countsUntil;

    protected UsageBucket() {}

    /** Holds one charge. */
    UsageBucket(Charge charge, long bucket) {
        this.id = Ids.timeOrdered();
        this.permissionId = charge.permissionId();
        this.usageKey = charge.usageKey();
        this.bucket = bucket;
        this.used = charge.amount();
        this.countsUntil = charge.limit().per().countsUntil(bucket);
    }
}
