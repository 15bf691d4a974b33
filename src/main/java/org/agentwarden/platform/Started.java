package org.agentwarden.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.interceptor.Interceptors;
import org.agentwarden.settings.StartState;

/** Says that the application has started, after all beans that must succeed before it. */
@Singleton
@Startup
@DependsOn({"Migrations", "EncryptionKeyCheck", "FirstStart"})
@Interceptors(ReportsStartFailure.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class Started {

    @PostConstruct
    void begin() {
        StartState.started();
    }

    /** The container destroys all beans when one of them fails to start. */
    @PreDestroy
    private void end() {
        StartState.ended();
    }
}
