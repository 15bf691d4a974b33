package org.agentwarden.webhooks.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.webhooks.egress.WebhookUrl;
import org.jspecify.annotations.Nullable;

/** One URL of an organization, the events it wants and the secret that signs them. */
@Entity
@Table(name = "webhook_endpoints")
public class WebhookEndpoint implements Listable {

    private static final String SEPARATOR = " ";
    private static final Pattern SEPARATORS = Pattern.compile(SEPARATOR);

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String url;

    private String events;

    private @Nullable String description;

    @Embedded
    private EndpointOptions options;

    @Embedded
    private EndpointSecrets secrets;

    @Embedded
    private EndpointHealth health;

    @Column(name = "paced_until")
    private @Nullable Instant pacedUntil;

    @Column(name = "blocked_by")
    private @Nullable String blockedBy;

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
        this.options = new EndpointOptions(maxRetries);
        this.secrets = new EndpointSecrets("");
        this.health = EndpointHealth.fresh();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void keepSecret(String sealed) {
        secrets = new EndpointSecrets(sealed);
    }

    EndpointSecrets secrets() {
        return secrets;
    }

    /** Removes the headers, which may hold credentials, if scheme, host or port change. */
    void moveTo(URI newUrl) {
        if (!WebhookUrl.isSameOrigin(URI.create(url), newUrl)) {
            keepHeaders(null);
        }
        url = newUrl.toString();
    }

    void subscribe(Collection<EventType> newEvents) {
        events = join(newEvents);
    }

    /** Returns a time after which it may have missed deliveries; empty when it was enabled before. */
    Optional<Instant> enable() {
        if (health.enabled()) {
            return Optional.empty();
        }
        Optional<Instant> missedSince = health.missedSince();
        health = EndpointHealth.fresh();
        blockedBy = null;
        return missedSince;
    }

    void disable(DisabledBy by, Instant now) {
        health.disable(by, now);
    }

    /** Applies the change, but for the headers, which must be encrypted first, and {@code enabled}. */
    void apply(EndpointChange change) {
        change.url().ifPresent(this::moveTo);
        change.events().ifPresent(this::subscribe);
        if (change.describes()) {
            description = change.description().orElse(null);
        }
        options.apply(change);
        if (options.ordering() != Ordering.BLOCK) {
            blockedBy = null;
        }
    }

    void keepHeaders(@Nullable String sealed) {
        options.keepHeaders(sealed);
    }

    /** Lets the later deliveries pass. @return whether this one blocked them */
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

    public HealthView health() {
        return health.health();
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

    /** The query may hold a token. */
    public static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    String urlWithoutQuery() {
        return withoutQuery(url);
    }

    public String url() {
        return url;
    }

    public Set<EventType> events() {
        return Arrays.stream(SEPARATORS.split(events, -1))
                .map(EventType::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public boolean enabled() {
        return health.enabled();
    }

    Optional<DisabledBy> disabledBy() {
        return health.disabledBy();
    }

    public EndpointOptions options() {
        return options;
    }

    /** For {@link RateLimit}. */
    public @Nullable Instant pacedUntil() {
        return pacedUntil;
    }

    /** The exhausted delivery that blocks the later ones. */
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
