package org.agentwarden.organizations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import org.agentwarden.limits.RefusedKeys;
import org.agentwarden.platform.ShortLivedCache;
import org.agentwarden.platform.http.TooManyRequests;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.security.AgentBinding;
import org.agentwarden.security.ApiKeySecret;
import org.agentwarden.settings.Plan;

/** The owners of API keys, without a query for every request of a busy agent, nor for every key that nobody has. */
@ApplicationScoped
public class ApiKeyCache {

    private final ShortLivedCache<String, Owner> known = new ShortLivedCache<>();

    /** Hashes of keys that were good within the last hour: they go on where somebody else at that address presents bad ones. */
    private final Cache<String, Boolean> accepted = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofHours(1))
            .maximumSize(10_000)
            .build();

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private Organizations organizations;

    @Inject
    private RefusedKeys refused;

    /** The key that was presented, and its organization with its plan. */
    record Owner(String keyId, AgentBinding binding, String organizationId, Plan plan) {}

    /**
     * Whose key it is. Within a request.
     *
     * @throws Unauthenticated when it is unknown or its organization is not active
     * @throws TooManyRequests when the client's address has presented too many of those within a minute, and this node
     *     does not know that the key is good
     */
    public Owner ownerOf(String key) {
        return known.get(ApiKeySecret.hash(key), this::find);
    }

    private Owner find(String hash) {
        if (accepted.getIfPresent(hash) == null) {
            refused.requireRoom();
        }
        try {
            Owner owner = lookUp(hash);
            accepted.put(hash, true);
            return owner;
        } catch (Unauthenticated e) {
            accepted.invalidate(hash);
            refused.count();
            throw e;
        }
    }

    private Owner lookUp(String hash) {
        ApiKey apiKey = apiKeys.authenticate(hash).orElseThrow(() -> new Unauthenticated("Invalid API key"));
        Organization organization = organizations.active(apiKey.organizationId());
        return new Owner(apiKey.id(), apiKey.binding(), organization.id(), organization.plan());
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) ApiKeyChanged changed) {
        known.forget(changed.keyHash());
    }
}
