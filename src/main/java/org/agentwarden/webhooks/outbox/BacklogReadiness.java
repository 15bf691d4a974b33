package org.agentwarden.webhooks.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.agentwarden.settings.Settings;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while webhooks wait longer for their first attempt than {@code agentwarden.webhooks.backlog-limit}. */
@Readiness
@ApplicationScoped
public class BacklogReadiness implements HealthCheck {

    @Inject
    private Deliveries deliveries;

    @Inject
    private Settings settings;

    @Override
    public HealthCheckResponse call() {
        Duration age = deliveries.backlog(1).age();
        return HealthCheckResponse.named("webhook backlog")
                .status(age.compareTo(settings.operations().backlogLimit()) <= 0)
                .withData("oldest_waiting_seconds", age.toSeconds())
                .build();
    }
}
