package org.agentwarden.approvals;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import org.agentwarden.platform.Ids;

/**
 * In an organization, the people who may decide have changed. One row for each change, so that nobody who changes something
 * waits for anybody else; deleted when the pending approvals have been reviewed.
 */
@Entity
@Table(name = "review_notes")
@NamedQuery(
        name = "ReviewNote.nextOrganization",
        query = "select min(n.organizationId) from ReviewNote n where n.organizationId > :after")
@NamedQuery(
        name = "ReviewNote.ofOrganization",
        query = "select n.id from ReviewNote n where n.organizationId = :organization")
@NamedQuery(name = "ReviewNote.remove", query = "delete from ReviewNote n where n.id in :ids")
@NamedQuery(name = "ReviewNote.removeAll", query = "delete from ReviewNote n where n.organizationId = :organization")
public class ReviewNote {

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    protected ReviewNote() {}

    ReviewNote(String organizationId) {
        this.id = Ids.random();
        this.organizationId = organizationId;
    }
}
