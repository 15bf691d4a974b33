package org.agentwarden.incontainer;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Counts what an organization has left in the database. */
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

    public long logEntries(String organizationId) {
        return count("LogEntry", organizationId);
    }

    private long count(String entity, String organizationId) {
        return entities.createQuery(
                        "select count(e) from " + entity + " e where e.organizationId = :organization", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
    }
}
