package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.agentwarden.platform.ClusterLock;
import org.agentwarden.security.AgentBinding;
import org.agentwarden.settings.Bootstrap;

/** Creates the first organization as it is configured. */
@Stateless
public class OrganizationBootstrap {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Organizations organizations;

    @Inject
    private Accounts accounts;

    @Inject
    private ApiKeys apiKeys;

    /**
     * Creates the organization with its admin and its API key in one transaction; does nothing when there is any
     * organization. Nodes that start at the same moment wait for each other.
     */
    public void foundFirst(String adminEmail, Bootstrap bootstrap) {
        ClusterLock.take(entities, ClusterLock.Name.FIRST_START);
        if (!organizations.isEmpty()) {
            return;
        }
        String password = bootstrap.adminPassword().orElseThrow();
        User admin = accounts.register(adminEmail, password, bootstrap.organization())
                .user();
        bootstrap
                .apiKey()
                .ifPresent(
                        key -> apiKeys.create(admin.organizationId(), "bootstrap", AgentBinding.ANY, key, admin.id()));
    }
}
