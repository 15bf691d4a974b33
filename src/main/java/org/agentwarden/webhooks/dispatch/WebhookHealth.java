package org.agentwarden.webhooks.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows what delays webhooks, and is always up. A node without its broker or with a backlog answers requests like any other:
 * a load balancer that took it out would help no webhook.
 */
@Readiness
@ApplicationScoped
public class WebhookHealth implements HealthCheck {

    @Inject
    private WebhookWatch watch;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("webhooks")
                .up()
                .withData("degraded", String.join(" ", watch.degraded()))
                .withData("oldest_waiting_seconds", watch.backlogAge().toSeconds())
                .build();
    }
}
