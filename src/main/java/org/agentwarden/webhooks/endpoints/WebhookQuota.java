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

/** Checks webhooks against the plan, the operator's limit and the egress policy. */
@ApplicationScoped
public class WebhookQuota {

    @Inject
    private Organizations organizations;

    @Inject
    private Settings settings;

    /** Checks the plan. @throws PlanLimitExceeded when it does not include webhooks */
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
     * @param there how many endpoints the organization has; the caller has locked the organization
     * @throws PlanLimitExceeded when it may not have another
     */
    void requireRoom(String organizationId, int there) {
        PlanLimitExceeded.requireRoom(
                "Webhook",
                "webhooks",
                there,
                settings.limits().webhooks(),
                organizations.planOf(organizationId).wireName());
    }

    /** Host names are checked again when they are resolved. @throws InvalidInput when the policy refuses the URL */
    void requireAllowed(String organizationId, URI url) {
        new EgressPolicies(settings).of(organizationId).refusal(url).ifPresent(reason -> {
            throw new InvalidInput("url", reason);
        });
    }
}
