package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Counts the endpoints of all organizations by their health. Reads all of them. */
@Stateless
public class EndpointCounts {

    @PersistenceContext
    private EntityManager entities;

    public record Count(long healthy, long failing, long disabled) {}

    public Count count() {
        List<Object[]> rows = entities.createQuery(
                        "select e.health.enabled, count(e), count(e.health.failingSince) from WebhookEndpoint e"
                                + " group by e.health.enabled",
                        Object[].class)
                .getResultList();
        long healthy = 0;
        long failing = 0;
        long disabled = 0;
        for (Object[] row : rows) {
            long all = (Long) row[1];
            long unwell = (Long) row[2];
            if ((Boolean) row[0]) {
                healthy = all - unwell;
                failing = unwell;
            } else {
                disabled = all;
            }
        }
        return new Count(healthy, failing, disabled);
    }
}
