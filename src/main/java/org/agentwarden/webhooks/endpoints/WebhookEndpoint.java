package org.agentwarden.webhooks.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Dated;
import org.agentwarden.platform.Ids;
import org.jspecify.annotations.Nullable;

/** One URL of an organization, the events it wants and the secret that signs them. */
@Entity
@Table(name = "webhook_endpoints")
@NamedQuery(
        name = "WebhookEndpoint.ofOrganization",
        query = "select e from WebhookEndpoint e where e.organizationId = :organization")
@NamedQuery(name = "WebhookEndpoint.after", query = "select e from WebhookEndpoint e where e.id > :id order by e.id")
@NamedQuery(
        name = "WebhookEndpoint.idsOfOrganization",
        query = "select e.id from WebhookEndpoint e where e.organizationId = :organization")
@NamedQuery(
        name = "WebhookEndpoint.census",
        query = "select e.enabled, count(e), count(e.failingSince) from WebhookEndpoint e group by e.enabled")
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
        name = "WebhookEndpoint.pace",
        query = "update WebhookEndpoint e set e.pacedUntil = :until where e.id = :id")
@NamedQuery(
        name = "WebhookEndpoint.block",
        query = "update WebhookEndpoint e set e.blockedBy = :delivery where e.id = :id and e.blockedBy is null")
@NamedQuery(
        name = "WebhookEndpoint.forgetExhausted",
        query = "update WebhookEndpoint e set e.exhaustedInARow = 0 where e.id = :id and e.exhaustedInARow > 0")
public class WebhookEndpoint implements Dated {

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

    @Embedded
    private EndpointOptions options;

    @Embedded
    private EndpointSecrets secrets;

    @Column(name = "disabled_by")
    @Enumerated(EnumType.STRING)
    private @Nullable DisabledBy disabledBy;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "failing_since")
    private @Nullable Instant failingSince;

    @Column(name = "failing_reason")
    private @Nullable String failingReason;

    @Column(name = "paced_until")
    private @Nullable Instant pacedUntil;

    @Column(name = "blocked_by")
    private @Nullable String blockedBy;

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
        this.options = new EndpointOptions(maxRetries);
        this.secrets = new EndpointSecrets("");
        this.createdAt = now;
        this.updatedAt = now;
    }

    void keepSecret(String sealed) {
        secrets = new EndpointSecrets(sealed);
    }

    EndpointSecrets secrets() {
        return secrets;
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
        blockedBy = null;
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

    /** Changes how deliveries are wanted; the headers come sealed. */
    void want(EndpointChange change) {
        options.apply(change);
        if (options.ordering() != Ordering.BLOCK) {
            blockedBy = null;
        }
    }

    void keepHeaders(@Nullable String sealed) {
        options.keepHeaders(sealed);
    }

    /** Lets later deliveries pass, if it is this one that holds them up. */
    public boolean unblock(String deliveryId) {
        boolean wasBlocked = deliveryId.equals(blockedBy);
        if (wasBlocked) {
            blockedBy = null;
        }
        return wasBlocked;
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

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    @Override
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

    public EndpointOptions options() {
        return options;
    }

    /** What {@link RateLimit} goes by. */
    public @Nullable Instant pacedUntil() {
        return pacedUntil;
    }

    /** The delivery that ran out of attempts and holds up the later ones. */
    public Optional<String> blockedBy() {
        return Optional.ofNullable(blockedBy);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
