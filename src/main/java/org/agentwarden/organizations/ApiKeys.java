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
import org.agentwarden.platform.NewestFirst;
import org.agentwarden.platform.http.Listed;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.security.ApiKeySecret;

/** The API keys of an organization. */
@Stateless
public class ApiKeys {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Event<ApiKeyRevoked> revoked;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    /** A new key and its text, which is known only now. */
    public record CreatedKey(ApiKey apiKey, String key) {}

    public Listed<ApiKey> list(String organizationId, Page page) {
        return NewestFirst.of(entities, ApiKey.class, organizationId).page(page);
    }

    public CreatedKey create(String organizationId, String name, String createdBy) {
        return create(organizationId, name, ApiKeySecret.generate(), createdBy);
    }

    public CreatedKey create(String organizationId, String name, String key, String createdBy) {
        ApiKey apiKey = new ApiKey(organizationId, name, key, createdBy, clock.instant());
        entities.persist(apiKey);
        changes.raiseBy(Optional.of(createdBy), ChangeKind.API_KEY_CREATED, apiKey.subject(), apiKey.shown());
        return new CreatedKey(apiKey, key);
    }

    /** From the next request on, the key is unknown. Of several concurrent callers one has revoked it. */
    public void revoke(String organizationId, String id) {
        ApiKey apiKey = entities.find(ApiKey.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (apiKey == null || !apiKey.organizationId().equals(organizationId)) {
            throw new NotFound("API key not found");
        }
        entities.remove(apiKey);
        revoked.fire(new ApiKeyRevoked(apiKey.keyHash()));
        changes.raise(ChangeKind.API_KEY_REVOKED, apiKey.subject(), apiKey.shown());
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
