package org.agentwarden.webhooks.endpoints;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import org.agentwarden.organizations.PlanChanged;
import org.agentwarden.platform.ShortLivedCache;

/** The endpoints that subscribe to an event, cached. */
@ApplicationScoped
public class Subscriptions {

    private final ShortLivedCache<String, List<Subscription>> known = new ShortLivedCache<>();

    @Inject
    private Endpoints endpoints;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    /** Names what the transaction has read of an organization. */
    private record ReadOf(String organizationId) {}

    private record Read(List<Subscription> subscriptions) {}

    /**
     * Also those to which nothing is sent now. Call it within a transaction. Subscriptions may be half a second old; obstacles
     * are read once in each transaction, because what is stored with one is cancelled.
     *
     * @throws IllegalArgumentException when there is no such organization
     */
    public List<Subscription> to(EventType type, String organizationId) {
        List<Subscription> remembered = wanting(type, known.get(organizationId, endpoints::subscriptions));
        boolean obstructed = remembered.stream()
                .anyMatch(subscription -> subscription.obstacle().isPresent());
        return obstructed ? wanting(type, ofTransaction(organizationId)) : remembered;
    }

    /** A transaction may store the events of many reports, and each query would write the rows before it by themselves. */
    private List<Subscription> ofTransaction(String organizationId) {
        ReadOf key = new ReadOf(organizationId);
        if (transaction.getResource(key) instanceof Read read) {
            return read.subscriptions();
        }
        List<Subscription> now = endpoints.subscriptions(organizationId);
        transaction.putResource(key, new Read(now));
        return now;
    }

    void readAgain(@Observes EndpointChanged changed) {
        ReadOf key = new ReadOf(changed.organizationId());
        transaction.putResource(key, key);
    }

    private static List<Subscription> wanting(EventType type, List<Subscription> subscriptions) {
        return subscriptions.stream()
                .filter(subscription -> subscription.events().contains(type))
                .toList();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) EndpointChanged changed) {
        known.forget(changed.organizationId());
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) PlanChanged changed) {
        known.forget(changed.organizationId());
    }
}
