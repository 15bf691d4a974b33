package org.agentwarden.webhooks.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while webhooks wait longer for their first attempt than a receiver should have to wait. */
@Readiness
@ApplicationScoped
public class BacklogReadiness implements HealthCheck {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Inject
    private Deliveries deliveries;

    @Override
    public HealthCheckResponse call() {
        Duration age = deliveries.backlogAge();
        return HealthCheckResponse.named("webhook backlog")
                .status(age.compareTo(LIMIT) <= 0)
                .withData("oldest_waiting_seconds", age.toSeconds())
                .build();
    }
}
