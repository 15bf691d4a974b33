package org.agentwarden.organizations;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.agentwarden.platform.http.BadRequest;
import org.agentwarden.settings.Bootstrap;
import org.agentwarden.settings.Settings;

/** Has the configured first organization created; does nothing once its admin exists. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {

    @Inject
    private Settings settings;

    @Inject
    private Accounts accounts;

    @Inject
    private Founding founding;

    @PostConstruct
    void bootstrap() {
        Bootstrap bootstrap = settings.bootstrap();
        bootstrap.adminEmail().filter(this::isUnknown).ifPresent(email -> found(email, bootstrap));
    }

    private void found(String email, Bootstrap bootstrap) {
        try {
            founding.found(email, bootstrap);
        } catch (BadRequest e) {
            // Another node may have started at the same moment.
            if (isUnknown(email)) {
                throw e;
            }
        }
    }

    private boolean isUnknown(String email) {
        return accounts.byEmail(email).isEmpty();
    }
}
