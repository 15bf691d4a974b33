package org.agentwarden.organizations;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import org.agentwarden.settings.Settings;
import org.agentwarden.settings.Settings.Bootstrap;

/** Creates the configured first organization with its admin and API key; does nothing once the admin exists. */
@Singleton
@Startup
@DependsOn("Migrations")
public class FirstStart {

    @Inject
    private Settings settings;

    @Inject
    private Accounts accounts;

    @Inject
    private ApiKeys apiKeys;

    @PostConstruct
    void bootstrap() {
        Bootstrap bootstrap = settings.bootstrap();
        bootstrap
                .adminEmail()
                .filter(email -> accounts.byEmail(email).isEmpty())
                .ifPresent(email -> createOrganization(email, bootstrap));
    }

    private void createOrganization(String email, Bootstrap bootstrap) {
        String password = bootstrap.adminPassword().orElseThrow();
        User admin =
                accounts.register(email, password, bootstrap.organization()).user();
        bootstrap.apiKey().ifPresent(key -> apiKeys.create(admin.organizationId(), "bootstrap", key, admin.id()));
    }
}
