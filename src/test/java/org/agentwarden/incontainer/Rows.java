package org.agentwarden.incontainer;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.agentwarden.webhooks.deliveries.DeliveryStatus;

/** Counts and spoils what an organization has left in the database. */
@Stateless
public class Rows {

    @PersistenceContext
    private EntityManager entities;

    public long events(String organizationId) {
        return count("WebhookEvent", organizationId);
    }

    public long deliveries(String organizationId) {
        return count("Delivery", organizationId);
    }

    /** What the log tells of agents. */
    public long logEntries(String organizationId) {
        return entities.createQuery(
                        "select count(l) from LogEntry l where l.organizationId = :organization"
                                + " and l.kind = org.agentwarden.audit.LogKind.AGENT",
                        Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
    }

    /** As if the server's key had been replaced: no secret of the organization opens any more. */
    public String sealedSecret(String organizationId) {
        return entities.createQuery(
                        "select e.secrets.current from WebhookEndpoint e where e.organizationId = :organization",
                        String.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
    }

    public void sealSecretAs(String organizationId, String sealed) {
        entities.createQuery("update WebhookEndpoint e set e.secrets.current = :sealed"
                        + " where e.organizationId = :organization")
                .setParameter("sealed", sealed)
                .setParameter("organization", organizationId)
                .executeUpdate();
    }

    /** How many deliveries wait and are claimed by nobody. */
    public long unclaimed(String organizationId) {
        return entities.createQuery(
                        "select count(d) from Delivery d where d.organizationId = :organization"
                                + " and d.status = :pending and d.leaseEnd is null",
                        Long.class)
                .setParameter("organization", organizationId)
                .setParameter("pending", DeliveryStatus.PENDING)
                .getSingleResult();
    }

    public void makeDue(String deliveryId) {
        entities.createQuery("update Delivery d set d.dueAt = d.createdAt, d.leaseEnd = null where d.id = :id")
                .setParameter("id", deliveryId)
                .executeUpdate();
    }

    private long count(String entity, String organizationId) {
        return entities.createQuery(
                        "select count(e) from " + entity + " e where e.organizationId = :organization", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
    }
}
