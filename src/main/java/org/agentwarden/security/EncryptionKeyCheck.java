package org.agentwarden.security;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import org.agentwarden.platform.ReportsStartFailure;

/** Stops the start with a wrong encryption key, before a delivery is attempted. */
@Singleton
@Startup
@DependsOn("Migrations")
@Interceptors(ReportsStartFailure.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class EncryptionKeyCheck {

    @Inject
    private KeyChecks checks;

    @PostConstruct
    void check() {
        checks.check();
    }
}
