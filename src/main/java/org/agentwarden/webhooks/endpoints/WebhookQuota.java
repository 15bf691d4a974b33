package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.settings.Plan;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.egress.EgressPolicies;

/** What an organization may have of webhooks: by its plan, by the operator's limit and by the egress policy. */
@ApplicationScoped
public class WebhookQuota {

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    /** Refuses what a plan without webhooks does not include. @throws PlanLimitExceeded with such a plan */
    public void requireWebhooksInPlan(String organizationId) {
        Plan plan = organizations.planOf(organizationId);
        if (!plan.includesWebhooks()) {
            throw new PlanLimitExceeded(
                    "Webhooks are available on Pro, Business, and Enterprise plans. Upgrade your plan to unlock this"
                            + " feature.",
                    "webhooks",
                    plan.wireName());
        }
    }

    /**
     * Refuses one endpoint more than there may be, as every event is matched against all of them.
     *
     * @param there how many the organization has; the caller holds it, so that they do not become more meanwhile
     * @throws PlanLimitExceeded when there is no room for another
     */
    void requireRoom(String organizationId, int there) {
        PlanLimitExceeded.requireRoom(
                "Webhook",
                "webhooks",
                there,
                settings.limits().webhooks(),
                organizations.planOf(organizationId).wireName());
    }

    /**
     * Refuses a URL to which the organization may send nothing. A name is judged when it is resolved, at each connection; an address can
     * be judged now.
     *
     * @throws InvalidInput when it may not
     */
    void requireAllowed(String organizationId, URI url) {
        new EgressPolicies(settings).of(organizationId).refusal(url).ifPresent(reason -> {
            throw new InvalidInput("url", reason);
        });
    }
}
