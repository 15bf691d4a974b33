package org.agentwarden.webhooks.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.agentwarden.platform.Ids;
import org.jspecify.annotations.Nullable;

/** One URL of an organization, the events it wants and the secret that signs them. */
@Entity
@Table(name = "webhook_endpoints")
@NamedQuery(
        name = "WebhookEndpoint.ofOrganization",
        query = "select e from WebhookEndpoint e where e.organizationId = :organization")
@NamedQuery(
        name = "WebhookEndpoint.idsOfOrganization",
        query = "select e.id from WebhookEndpoint e where e.organizationId = :organization")
@NamedQuery(
        name = "WebhookEndpoint.noteFailing",
        query = "update WebhookEndpoint e set e.failingSince = :at, e.failingReason = :reason"
                + " where e.id = :id and e.failingSince is null")
@NamedQuery(
        name = "WebhookEndpoint.countExhausted",
        query = "update WebhookEndpoint e set e.exhaustedInARow = e.exhaustedInARow + :count where e.id = :id")
@NamedQuery(
        name = "WebhookEndpoint.disableByRule",
        query = "update WebhookEndpoint e set e.enabled = false, e.disabledAt = :at,"
                + " e.disabledBy = org.agentwarden.webhooks.endpoints.DisabledBy.RULE"
                + " where e.id = :id and e.enabled = true and (e.failingSince <= :since or e.exhaustedInARow >= :most)")
@NamedQuery(
        name = "WebhookEndpoint.noteGone",
        query = "update WebhookEndpoint e set e.enabled = false, e.disabledAt = :at,"
                + " e.disabledBy = org.agentwarden.webhooks.endpoints.DisabledBy.RECEIVER"
                + " where e.id = :id and e.enabled = true")
@NamedQuery(
        name = "WebhookEndpoint.noteHealthy",
        query = "update WebhookEndpoint e set e.failingSince = null, e.failingReason = null"
                + " where e.id = :id and e.failingSince is not null")
@NamedQuery(
        name = "WebhookEndpoint.forgetExhausted",
        query = "update WebhookEndpoint e set e.exhaustedInARow = 0 where e.id = :id and e.exhaustedInARow > 0")
public class WebhookEndpoint {

    private static final String SEPARATOR = " ";

    /** So long before the first failure something may have been raised that has not arrived either. */
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String url;

    private String events;

    private @Nullable String description;

    private boolean enabled;

    @Column(name = "max_retries")
    private int maxRetries;

    @Column(name = "sealed_secret")
    private String sealedSecret;

    @Column(name = "previous_sealed_secret")
    private @Nullable String previousSealedSecret;

    @Column(name = "previous_secret_until")
    private @Nullable Instant previousSecretUntil;

    @Column(name = "disabled_by")
    @Enumerated(EnumType.STRING)
    private @Nullable DisabledBy disabledBy;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(name = "failing_reason")
    private @Nullable String failingReason;

    @Column(name = "sealed_headers")
    private @Nullable String sealedHeaders;

    @Column(name = "filter_agents")
    private String filterAgents;

    @Column(name = "filter_actions")
    private String filterActions;

    @Enumerated(EnumType.STRING)
    private PayloadFormat format;

    @Column(name = "exhausted_in_a_row")
    private int exhaustedInARow;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected WebhookEndpoint() {}

    WebhookEndpoint(String organizationId, String url, Collection<EventType> events, int maxRetries, Instant now) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.url = url;
        this.events = join(events);
        this.enabled = true;
        this.maxRetries = maxRetries;
        this.sealedSecret = "";
        this.filterAgents = "";
        this.filterActions = "";
        this.format = PayloadFormat.AGENTWARDEN;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void keepSecret(String sealed) {
        sealedSecret = sealed;
    }

    /** From now on the new secret signs, and until then the one before it as well. */
    void rotateSecret(String sealed, Instant until) {
        previousSealedSecret = sealedSecret;
        previousSecretUntil = until;
        sealedSecret = sealed;
    }

    void moveTo(String newUrl) {
        url = newUrl;
    }

    void subscribe(Collection<EventType> newEvents) {
        events = join(newEvents);
    }

    void describe(@Nullable String newDescription) {
        description = newDescription;
    }

    /**
     * Lets it have deliveries again.
     *
     * @return a time after which it may have missed some; empty when it was enabled before
     */
    Optional<Instant> enable() {
        if (enabled) {
            return Optional.empty();
        }
        Optional<Instant> missedSince = missedSince();
        enabled = true;
        disabledBy = null;
        disabledAt = null;
        failingSince = null;
        failingReason = null;
        exhaustedInARow = 0;
        return missedSince;
    }

    private Optional<Instant> missedSince() {
        return Optional.ofNullable(failingSince == null ? disabledAt : failingSince)
                .map(since -> since.minus(UNDER_WAY));
    }

    void disable(DisabledBy by, Instant now) {
        if (enabled) {
            enabled = false;
            disabledBy = by;
            disabledAt = now;
        }
    }

    void retry(int times) {
        maxRetries = times;
    }

    void keepHeaders(@Nullable String sealed) {
        sealedHeaders = sealed;
    }

    void filterAgents(List<String> patterns) {
        filterAgents = EventFilter.join(patterns);
    }

    void filterActions(List<String> patterns) {
        filterActions = EventFilter.join(patterns);
    }

    void format(PayloadFormat newFormat) {
        format = newFormat;
    }

    void changed(Instant now) {
        updatedAt = now;
    }

    private static String join(Collection<EventType> types) {
        return types.stream().map(EventType::name).distinct().collect(Collectors.joining(SEPARATOR));
    }

    public boolean wants(EventType type) {
        return events().contains(type);
    }

    public EndpointHealth health() {
        if (disabledBy != null && disabledAt != null) {
            return EndpointHealth.disabled(disabledBy, disabledAt, Optional.ofNullable(failingReason));
        }
        return failingSince == null
                ? EndpointHealth.healthy()
                : EndpointHealth.failing(failingSince, Optional.ofNullable(failingReason));
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String url() {
        return url;
    }

    public Set<EventType> events() {
        return Arrays.stream(events.split(SEPARATOR, -1))
                .map(EventType::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public boolean enabled() {
        return enabled;
    }

    Optional<DisabledBy> disabledBy() {
        return Optional.ofNullable(disabledBy);
    }

    /** How many attempts may follow the first one, 0 to 10. */
    public int maxRetries() {
        return maxRetries;
    }

    /** Those that sign now, the newest first. */
    List<String> sealedSecrets(Instant now) {
        return previousSealedSecret != null && previousSecretUntil != null && previousSecretUntil.isAfter(now)
                ? List.of(sealedSecret, previousSealedSecret)
                : List.of(sealedSecret);
    }

    Optional<String> sealedHeaders() {
        return Optional.ofNullable(sealedHeaders);
    }

    public EventFilter filter() {
        return new EventFilter(EventFilter.split(filterAgents), EventFilter.split(filterActions));
    }

    public PayloadFormat format() {
        return format;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
