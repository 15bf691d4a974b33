package org.agentwarden.webhooks.history;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.DeliveryBacklog;
import org.agentwarden.webhooks.endpoints.DisabledReason;
import org.agentwarden.webhooks.endpoints.Endpoints;
import org.agentwarden.webhooks.endpoints.WebhookEndpoint;
import org.agentwarden.webhooks.endpoints.WebhookQuota;

/** Orders to send deliveries again, and their execution step by step. */
@Stateless
public class Resends {

    private static final int STEP = 500;
    private static final String RUNNING = "org.agentwarden.webhooks.history.ResendStatus.RUNNING";
    private static final String NEXT = "select d.id, d.createdAt from Delivery d where d.organizationId = :organization"
            + " and d.endpointId = :endpoint and d.createdAt >= :reachedAt and d.createdAt < :to and d.status in :statuses"
            + " and (d.createdAt > :reachedAt or d.id > :reachedId) order by d.organizationId,"
            + " d.endpointId, d.createdAt, d.id";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Endpoints endpoints;

    @Inject
    private WebhookQuota allowance;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    @Inject
    private DeliveryOperations deliveries;

    @Inject
    private DeliveryBacklog backlog;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * Orders to send again what was created at or after {@code since} and before {@code until}, or now. Begins within a
     * second.
     *
     * @throws PlanLimitExceeded when the organization's plan is without webhooks
     * @throws Conflict when the endpoint is disabled, or when as many orders run as the organization may have webhooks
     */
    public Resend order(
            String organizationId, String endpointId, ResendKind kind, Instant since, Optional<Instant> until) {
        allowance.requireWebhooksInPlan(organizationId);
        Instant now = clock.instant();
        Instant to = until.filter(now::isAfter).orElse(now);
        if (!since.isBefore(to)) {
            throw new InvalidInput("since", "must be before until, and in the past");
        }
        if (!endpoints.find(organizationId, endpointId).enabled()) {
            throw new Conflict("endpoint_unavailable", "The webhook is disabled");
        }
        requireRoom(organizationId);
        Resend resend = new Resend(organizationId, endpointId, kind, since, to, now);
        entities.persist(resend);
        changes.raise(ChangeKind.RESEND_ORDERED, resend.subject(), resend.order());
        return resend;
    }

    /** Locks the organization, so that simultaneous orders are counted one after the other. */
    private void requireRoom(String organizationId) {
        organizations.hold(organizationId);
        long running = entities.createQuery(
                        "select count(r) from Resend r where r.organizationId = :organization and r.status = "
                                + RUNNING,
                        Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
        if (running >= settings.limits().webhooks()) {
            throw new Conflict("too_many_resends", running + " orders are running; wait for one to end, or cancel one");
        }
    }

    public PageResult<Resend> list(String organizationId, Optional<String> endpointId, Page page) {
        return PagedQuery.of(entities, Resend.class, organizationId)
                .where("endpointId", endpointId)
                .page(page);
    }

    public Resend find(String organizationId, String id) {
        return scoped(organizationId, entities.find(Resend.class, id));
    }

    /** Deliveries that it has scheduled already are sent. */
    public Resend cancel(String organizationId, String id) {
        Resend resend = scoped(organizationId, entities.find(Resend.class, id, LockModeType.PESSIMISTIC_WRITE));
        if (resend.isRunning()) {
            resend.cancel(clock.instant());
            changes.raise(ChangeKind.RESEND_CANCELLED, resend.subject(), resend.order());
        }
        return resend;
    }

    public void forget(Instant before) {
        entities.createQuery("delete from Resend r where r.id < :before and r.status <> " + RUNNING)
                .setParameter("before", Ids.boundary(before))
                .executeUpdate();
    }

    public List<String> running() {
        return entities.createQuery(
                        "select r.id from Resend r where r.status = " + RUNNING + " order by r.createdAt", String.class)
                .getResultList();
    }

    /** Begins new rounds for the next deliveries. Nodes take turns. @return whether another step may follow at once */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean step(String id) {
        Resend resend = entities.find(Resend.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (resend == null || !resend.isRunning()) {
            return false;
        }
        WebhookEndpoint endpoint =
                entities.find(WebhookEndpoint.class, resend.endpointId(), LockModeType.PESSIMISTIC_WRITE);
        if (endpoint == null || isClosed(endpoint)) {
            resend.cancel(clock.instant());
            changes.raiseBy(Optional.empty(), ChangeKind.RESEND_CANCELLED, resend.subject(), resend.order());
            return false;
        }
        return !backlog.hasUnclaimed(endpoint) && sendNext(resend, endpoint);
    }

    private boolean isClosed(WebhookEndpoint endpoint) {
        return DisabledReason.of(endpoint, organizations.planOf(endpoint.organizationId()))
                .isPresent();
    }

    private boolean sendNext(Resend resend, WebhookEndpoint endpoint) {
        List<Object[]> next = entities.createQuery(NEXT, Object[].class)
                .setParameter("organization", endpoint.organizationId())
                .setParameter("endpoint", endpoint.id())
                .setParameter("to", resend.to())
                .setParameter("statuses", resend.kind().statuses())
                .setParameter("reachedAt", resend.reachedAt())
                .setParameter("reachedId", resend.reachedId())
                .setMaxResults(STEP)
                .getResultList();
        if (next.isEmpty()) {
            resend.finish(clock.instant());
            return false;
        }
        deliveries.revive(next.stream().map(row -> (String) row[0]).toList(), endpoint);
        Object[] last = next.get(next.size() - 1);
        resend.advance((Instant) last[1], (String) last[0], next.size());
        return true;
    }

    private static Resend scoped(String organizationId, Resend resend) {
        return NotFound.requireOwned(organizationId, resend, Resend::organizationId, "Resend not found");
    }
}
