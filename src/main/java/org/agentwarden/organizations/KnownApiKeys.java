package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.agentwarden.platform.Remembered;
import org.agentwarden.platform.http.Unauthenticated;
import org.agentwarden.security.AgentBinding;
import org.agentwarden.security.ApiKeySecret;
import org.agentwarden.settings.Plan;

/** Who is behind an API key, without a look into the database at every request of a busy agent. */
@ApplicationScoped
public class KnownApiKeys {

    private final Remembered<String, Owner> known = new Remembered<>();

    @Inject
    private ApiKeys apiKeys;

    @Inject
    private Organizations organizations;

    /** The key that was presented, and its organization with its plan. */
    record Owner(String keyId, AgentBinding binding, String organizationId, Plan plan) {}

    /** Whose key it is. @throws Unauthenticated when it is unknown or its organization not active */
    public Owner ownerOf(String key) {
        return known.get(ApiKeySecret.hash(key), this::find);
    }

    private Owner find(String hash) {
        ApiKey apiKey = apiKeys.authenticate(hash).orElseThrow(() -> new Unauthenticated("Invalid API key"));
        Organization organization = organizations.active(apiKey.organizationId());
        return new Owner(apiKey.id(), apiKey.binding(), organization.id(), organization.plan());
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) ApiKeyChanged changed) {
        known.forget(changed.keyHash());
    }
}
