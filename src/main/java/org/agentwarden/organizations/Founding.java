package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.agentwarden.settings.Bootstrap;

/** Creates the first organization as it is configured. */
@Stateless
public class Founding {

    @Inject
    private Accounts accounts;

    @Inject
    private ApiKeys apiKeys;

    /** Its admin and its API key come with it, or none of the three. @throws BadRequest when the admin is there already */
    public void found(String adminEmail, Bootstrap bootstrap) {
        String password = bootstrap.adminPassword().orElseThrow();
        User admin = accounts.register(adminEmail, password, bootstrap.organization())
                .user();
        bootstrap.apiKey().ifPresent(key -> apiKeys.create(admin.organizationId(), "bootstrap", key, admin.id()));
    }
}
