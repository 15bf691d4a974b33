package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.security.SecretBox;

/** Encrypts stored secrets with the newest key. */
@Stateless
public class SecretReencryption {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(SecretReencryption.class.getName()));
    private static final int AT_ONCE = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SecretBox secrets;

    /**
     * Encrypts the secrets of the next endpoints by id, in one transaction; logs and leaves those that can't be decrypted.
     *
     * @param after the id that the step before returned, or an empty text
     * @return the last id; empty when there are no more
     */
    public Optional<String> step(String after) {
        List<WebhookEndpoint> next = entities.createQuery(
                        "select e from WebhookEndpoint e where e.id > :id order by e.id", WebhookEndpoint.class)
                .setParameter("id", after)
                .setMaxResults(AT_ONCE)
                .getResultList();
        next.forEach(this::reseal);
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(next.get(next.size() - 1).id());
    }

    private void reseal(WebhookEndpoint endpoint) {
        entities.refresh(endpoint, LockModeType.PESSIMISTIC_WRITE);
        UnaryOperator<String> anew =
                text -> secrets.isCurrent(text) ? text : secrets.seal(secrets.open(text, endpoint.id()), endpoint.id());
        try {
            endpoint.secrets().reseal(anew);
            endpoint.options().reseal(anew);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, "reseal", () -> "The secrets of webhook " + endpoint.id() + " stay as they are: " + e);
        }
    }
}
