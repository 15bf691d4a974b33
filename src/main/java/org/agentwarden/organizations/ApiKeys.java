package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.security.AgentBinding;
import org.agentwarden.security.ApiKeySecret;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Settings;

/** The API keys of an organization. */
@Stateless
public class ApiKeys {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<ApiKeyChanged> changed;

    @Inject
    private Changes changes;

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** A new key and its text, which is known only now. */
    public record CreatedKey(ApiKey apiKey, String key) {}

    /**
     * Lists the keys of an organization.
     *
     * @param createdBy the id of the user whose keys are wanted, who may have been removed; empty for everybody's
     */
    public PageResult<ApiKey> list(String organizationId, Optional<String> createdBy, Page page) {
        return PagedQuery.of(entities, ApiKey.class, organizationId)
                .where("createdBy", createdBy)
                .page(page);
    }

    /**
     * Makes a key.
     *
     * @throws PlanLimitExceeded when the organization has as many as it may have
     */
    public CreatedKey create(String organizationId, String name, AgentBinding binding, String createdBy) {
        Plan plan = organizations.hold(organizationId);
        long there = entities.createNamedQuery("ApiKey.count", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
        PlanLimitExceeded.requireRoom(
                "API key", "api_keys", there, settings.limits().apiKeys(), plan.wireName());
        return create(organizationId, name, binding, ApiKeySecret.generate(), createdBy);
    }

    public CreatedKey create(String organizationId, String name, AgentBinding binding, String key, String createdBy) {
        ApiKey apiKey = new ApiKey(organizationId, name, binding, key, createdBy, clock.instant());
        entities.persist(apiKey);
        changes.raiseBy(Optional.of(createdBy), ChangeKind.API_KEY_CREATED, apiKey.subject(), apiKey.shown());
        return new CreatedKey(apiKey, key);
    }

    /** From the next request on, the key is unknown. Of several concurrent callers one has revoked it. */
    public void revoke(String organizationId, String id) {
        ApiKey apiKey = hold(organizationId, id);
        entities.remove(apiKey);
        changed.fire(new ApiKeyChanged(apiKey.keyHash()));
        changes.raise(ChangeKind.API_KEY_REVOKED, apiKey.subject(), apiKey.shown());
    }

    /**
     * Changes what the change names and leaves the rest. This node goes by it from the next request on, other nodes half a
     * second later at most.
     */
    public ApiKey change(String organizationId, String id, ApiKeyChange change) {
        ApiKey apiKey = hold(organizationId, id);
        FieldChanges before = apiKey.members();
        change.name().ifPresent(apiKey::rename);
        change.binding().ifPresent(apiKey::bind);
        changed.fire(new ApiKeyChanged(apiKey.keyHash()));
        changes.raise(ChangeKind.API_KEY_CHANGED, apiKey.subject(), before, apiKey.members());
        return apiKey;
    }

    private ApiKey hold(String organizationId, String id) {
        return NotFound.requireOwned(
                organizationId,
                entities.find(ApiKey.class, id, LockModeType.PESSIMISTIC_WRITE),
                ApiKey::organizationId,
                "API key not found");
    }

    /** The user who made a key; empty when the key is gone, or nobody knows. */
    public Optional<String> makerOf(String organizationId, String id) {
        return Optional.ofNullable(entities.find(ApiKey.class, id))
                .filter(apiKey -> apiKey.organizationId().equals(organizationId))
                .flatMap(ApiKey::createdBy);
    }

    /** Finds a key by its hash and notes that it was used. */
    public Optional<ApiKey> authenticate(String hash) {
        Optional<ApiKey> found = entities.createNamedQuery("ApiKey.byHash", ApiKey.class)
                .setParameter("hash", hash)
                .getResultStream()
                .findFirst();
        found.ifPresent(apiKey -> apiKey.used(clock.instant()));
        return found;
    }
}
