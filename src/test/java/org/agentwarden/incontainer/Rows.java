package org.agentwarden.incontainer;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

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
    public void spoilSecrets(String organizationId) {
        entities.createQuery("update WebhookEndpoint e set e.secrets.current = 'spoilt'"
                        + " where e.organizationId = :organization")
                .setParameter("organization", organizationId)
                .executeUpdate();
    }

    public void makeDue(String deliveryId) {
        entities.createQuery("update Delivery d set d.dueAt = d.createdAt, d.leaseEnd = null where d.id = :id")
                .setParameter("id", deliveryId)
                .executeUpdate();
    }

    public List<String> lastErrors(String organizationId) {
        return entities.createQuery(
                        "select d.lastError from Delivery d where d.organizationId = :organization"
                                + " and d.lastError is not null",
                        String.class)
                .setParameter("organization", organizationId)
                .getResultList();
    }

    private long count(String entity, String organizationId) {
        return entities.createQuery(
                        "select count(e) from " + entity + " e where e.organizationId = :organization", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
    }
}
