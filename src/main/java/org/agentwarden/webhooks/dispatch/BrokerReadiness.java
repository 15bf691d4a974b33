package org.agentwarden.webhooks.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the broker can't be reached: webhooks are still stored, but sent only by the sweep. */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {

    private static final String NAME = "broker";

    @Inject
    private DeliveryQueue queue;

    @Override
    public HealthCheckResponse call() {
        try {
            queue.probe();
            return HealthCheckResponse.up(NAME);
        } catch (JMSRuntimeException e) {
            return HealthCheckResponse.down(NAME);
        }
    }
}
