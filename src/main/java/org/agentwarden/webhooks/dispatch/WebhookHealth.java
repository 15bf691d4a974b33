package org.agentwarden.webhooks.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells what delays webhooks, and is always up: a node without its broker, or with a backlog, answers requests as well as
 * any other. If it were taken out of the load balancer, agents would get no answer and no webhook would come sooner.
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
