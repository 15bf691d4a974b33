package org.agentwarden.organizations;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.agentwarden.platform.ReportsStartFailure;
import org.agentwarden.settings.Bootstrap;
import org.agentwarden.settings.Settings;

/**
 * Creates the configured organization with its administrator when the database has no organization at all. Later starts
 * ignore these settings: an administrator who was removed does not come back.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(ReportsStartFailure.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {

    @Inject
    private Settings settings;

    @Inject
    private OrganizationBootstrap founding;

    @PostConstruct
    void bootstrap() {
        Bootstrap bootstrap = settings.bootstrap();
        bootstrap.adminEmail().ifPresent(email -> founding.foundFirst(email, bootstrap));
    }
}
