package org.agentwarden.organizations;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.changes.Subject;
import org.agentwarden.platform.Ids;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.AgentBinding;
import org.agentwarden.security.ApiKeySecret;
import org.jspecify.annotations.Nullable;

/** What a program presents as {@code X-API-Key}. Only a hash of it is kept, and enough characters to recognize it. */
@Entity
@Table(name = "api_keys")
@NamedQuery(name = "ApiKey.byHash", query = "select k from ApiKey k where k.keyHash = :hash")
@NamedQuery(name = "ApiKey.count", query = "select count(k) from ApiKey k where k.organizationId = :organization")
public class ApiKey implements Listable {

    /** The time of the last use is kept to the minute, so that a busy agent does not write at every request. */
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String name;

    @Column(name = "key_hash")
    private String keyHash;

    private String prefix;

    private String last4;

    @Column(name = "agent_ids")
    private @Nullable String agentIds;

    @Column(name = "created_by")
    private @Nullable String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    protected ApiKey() {}

    ApiKey(String organizationId, String name, AgentBinding binding, String key, String createdBy, Instant createdAt) {
        this.id = Ids.random();
        this.organizationId = organizationId;
        this.name = name;
        this.keyHash = ApiKeySecret.hash(key);
        this.prefix = key.substring(0, ApiKeySecret.PREFIX_LENGTH);
        this.last4 = key.substring(key.length() - 4);
        this.agentIds = binding.stored();
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    void used(Instant at) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_RESOLUTION).isBefore(at)) {
            lastUsedAt = at;
        }
    }

    void rename(String newName) {
        name = newName;
    }

    void bind(AgentBinding binding) {
        agentIds = binding.stored();
    }

    FieldChanges members() {
        JsonBuilder view = JsonBuilder.of().text("name", name);
        return FieldChanges.of(binding()
                .agentIds()
                .map(ids -> view.texts("agent_ids", ids))
                .orElseGet(() -> view.value("agent_ids", JsonValue.NULL))
                .build());
    }

    Subject subject() {
        return Subject.of(organizationId, id);
    }

    /** Enough to recognize the key among others. */
    JsonObject shown() {
        JsonBuilder view = JsonBuilder.of().text("name", name).text("last4", last4);
        binding().agentIds().ifPresent(ids -> view.texts("agent_ids", ids));
        return view.build();
    }

    @Override
    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    String keyHash() {
        return keyHash;
    }

    public String name() {
        return name;
    }

    /** The agents that it may act for. */
    public AgentBinding binding() {
        return AgentBinding.parse(agentIds);
    }

    public String prefix() {
        return prefix;
    }

    public String last4() {
        return last4;
    }

    /** The id of the user who made the key; empty for keys from before this was kept. */
    public Optional<String> createdBy() {
        return Optional.ofNullable(createdBy);
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }
}
