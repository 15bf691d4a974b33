package org.agentwarden.live;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** The numbers of one organization. */
@Entity
@Table(name = "live_versions")
@NamedQuery(
        name = "StoredVersions.raise",
        query = "update StoredVersions v set v.approvals = v.approvals + :approvals,"
                + " v.deliveries = v.deliveries + :deliveries where v.organizationId = :organization")
@NamedQuery(
        name = "StoredVersions.ofOrganizations",
        query = "select v from StoredVersions v where v.organizationId in :organizations")
public class StoredVersions {

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    private long approvals;

    private long deliveries;

    protected StoredVersions() {}

    StoredVersions(String organizationId, long approvals, long deliveries) {
        this.organizationId = organizationId;
        this.approvals = approvals;
        this.deliveries = deliveries;
    }

    String organizationId() {
        return organizationId;
    }

    TopicVersions versions() {
        return new TopicVersions(approvals, deliveries);
    }
}
