package org.agentwarden.webhooks.endpoints;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.security.SecretBox;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.endpoints.CurrentDestinations.Known;
import org.agentwarden.webhooks.signing.SignatureScheme;
import org.agentwarden.webhooks.signing.SigningSecret;
import org.jspecify.annotations.Nullable;

/** The webhook endpoints of an organization. */
@Stateless
public class Endpoints {

    private static final SecureRandom RANDOM = new SecureRandom();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Organizations organizations;

    @Inject
    private WebhookQuota allowance;

    @Inject
    private SecretBox secrets;

    @Inject
    private Destinations destinations;

    @Inject
    private Settings settings;

    @Inject
    private Event<EndpointDeleted> deleted;

    @Inject
    private Event<EndpointChanged> changed;

    @Inject
    private Event<EndpointDisabled> disabled;

    @Inject
    private Event<EndpointRecovered> recovered;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /**
     * An endpoint that was changed.
     *
     * @param missedSince since when it has missed deliveries, if the change has enabled it again
     */
    public record Changed(WebhookEndpoint endpoint, Optional<Instant> missedSince) {}

    /** An endpoint and its new secret, which is shown only now. */
    public record Created(WebhookEndpoint endpoint, SigningSecret secret) {}

    public PageResult<WebhookEndpoint> list(String organizationId, Page page) {
        return PagedQuery.of(entities, WebhookEndpoint.class, organizationId).page(page);
    }

    public List<String> ids(String organizationId) {
        return entities.createQuery(
                        "select e.id from WebhookEndpoint e where e.organizationId = :organization", String.class)
                .setParameter("organization", organizationId)
                .getResultList();
    }

    public WebhookEndpoint find(String organizationId, String id) {
        return scoped(organizationId, entities.find(WebhookEndpoint.class, id));
    }

    /** Loads the endpoint with a pessimistic lock. */
    public WebhookEndpoint hold(String organizationId, String id) {
        return scoped(organizationId, entities.find(WebhookEndpoint.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private static WebhookEndpoint scoped(String organizationId, @Nullable WebhookEndpoint endpoint) {
        return NotFound.requireOwned(organizationId, endpoint, WebhookEndpoint::organizationId, "Webhook not found");
    }

    /**
     * Creates an endpoint from a change that names at least a URL and events.
     *
     * @param scheme of the secret that is made when the caller has brought none along
     * @param own a secret that the caller has brought along
     */
    public Created create(
            String organizationId, EndpointChange wanted, SignatureScheme scheme, Optional<SigningSecret> own) {
        organizations.hold(organizationId);
        allowance.requireWebhooksInPlan(organizationId);
        allowance.requireRoom(organizationId, ids(organizationId).size());
        URI url = wanted.url().orElseThrow();
        allowance.requireAllowed(organizationId, url);
        WebhookEndpoint endpoint = new WebhookEndpoint(
                organizationId,
                url.toString(),
                wanted.events().orElseThrow(),
                settings.retryDelays().size(),
                clock.instant());
        SigningSecret secret = own.orElseGet(() -> scheme.generate(RANDOM));
        endpoint.keepSecret(secrets.seal(secret.reveal(), endpoint.id()));
        apply(wanted, endpoint);
        if (!wanted.enabled().orElse(true)) {
            endpoint.disable(DisabledBy.USER, clock.instant());
        }
        entities.persist(endpoint);
        changed.fire(new EndpointChanged(organizationId, endpoint.id()));
        changes.raise(ChangeKind.WEBHOOK_CREATED, endpoint.subject(), members(endpoint));
        return new Created(endpoint, secret);
    }

    public Changed change(String organizationId, String id, EndpointChange change) {
        allowance.requireWebhooksInPlan(organizationId);
        WebhookEndpoint endpoint = hold(organizationId, id);
        FieldChanges before = members(endpoint);
        change.url().ifPresent(url -> allowance.requireAllowed(organizationId, url));
        apply(change, endpoint);
        Optional<Instant> missedSince =
                change.enabled().flatMap(enabled -> enabled ? enable(endpoint) : disable(endpoint));
        endpoint.changed(clock.instant());
        changed.fire(new EndpointChanged(organizationId, id));
        FieldChanges after = members(endpoint);
        changes.raise(EndpointMembers.kindOfChange(before, after), endpoint.subject(), before, after);
        return new Changed(endpoint, missedSince);
    }

    private FieldChanges members(WebhookEndpoint endpoint) {
        return EndpointMembers.of(
                endpoint,
                destinations.schemeOf(endpoint),
                destinations.headersOf(endpoint).orElse(CustomHeaders.NONE));
    }

    private void apply(EndpointChange change, WebhookEndpoint endpoint) {
        endpoint.apply(change);
        change.headers()
                .ifPresent(headers -> endpoint.keepHeaders(
                        headers.byName().isEmpty() ? null : secrets.seal(headers.text(), endpoint.id())));
    }

    private Optional<Instant> enable(WebhookEndpoint endpoint) {
        Optional<Instant> missedSince = endpoint.enable();
        missedSince.ifPresent(since -> recovered.fire(EndpointRecovered.of(endpoint, clock.instant())));
        return missedSince;
    }

    private Optional<Instant> disable(WebhookEndpoint endpoint) {
        Instant now = clock.instant();
        if (endpoint.enabled()) {
            endpoint.disable(DisabledBy.USER, now);
            disabled.fire(EndpointDisabled.of(endpoint, now));
        }
        return Optional.empty();
    }

    public void delete(String organizationId, String id) {
        WebhookEndpoint endpoint = hold(organizationId, id);
        entities.remove(endpoint);
        deleted.fire(new EndpointDeleted(id));
        changed.fire(new EndpointChanged(organizationId, id));
        changes.raise(ChangeKind.WEBHOOK_DELETED, endpoint.subject(), members(endpoint));
    }

    /** Also those of endpoints to which nothing is sent now. */
    public List<Subscription> subscriptions(String organizationId) {
        Plan plan = organizations.planOf(organizationId);
        return entities.createQuery(
                        "select e from WebhookEndpoint e where e.organizationId = :organization", WebhookEndpoint.class)
                .setParameter("organization", organizationId)
                .getResultStream()
                .map(endpoint -> Subscription.of(endpoint, plan))
                .toList();
    }

    /** Where an endpoint's deliveries go, and whether it is enabled; empty when it is deleted or its secrets can't be opened. */
    public Optional<Known> known(String id) {
        return Optional.ofNullable(entities.find(WebhookEndpoint.class, id))
                .flatMap(endpoint -> destinations
                        .of(endpoint)
                        .map(destination -> new Known(
                                endpoint.organizationId(), endpoint.enabled(), endpoint.updatedAt(), destination)));
    }
}
