package org.agentwarden.webhooks.endpoints;

import java.util.Optional;
import org.agentwarden.settings.Plan;

/** Why nothing is sent to an endpoint. Unless it is deleted, what it misses is kept and can be recovered. */
public enum DisabledReason {
    DISABLED("the endpoint is disabled"),
    NOT_IN_PLAN("the organization's plan does not include webhooks"),
    DELETED("the endpoint was deleted");

    private final String text;

    DisabledReason(String text) {
        this.text = text;
    }

    /** Empty when deliveries are sent. */
    public static Optional<DisabledReason> of(WebhookEndpoint endpoint, Plan plan) {
        if (!plan.includesWebhooks()) {
            return Optional.of(NOT_IN_PLAN);
        }
        return endpoint.enabled() ? Optional.empty() : Optional.of(DISABLED);
    }

    /** What cancelled deliveries show as their error. */
    public String text() {
        return text;
    }
}
