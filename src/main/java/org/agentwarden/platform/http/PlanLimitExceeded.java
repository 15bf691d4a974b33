package org.agentwarden.platform.http;

import jakarta.json.Json;

/** 403: the organization's plan does not include it. */
public final class PlanLimitExceeded extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what to upgrade for.
     *
     * @param limitType {@code agents}, {@code webhooks} or {@code approvals}
     */
    public PlanLimitExceeded(String message, String limitType, String currentPlan) {
        super(
                403,
                Json.createObjectBuilder()
                        .add("error", "plan_limit_exceeded")
                        .add("message", message)
                        .add("limit_type", limitType)
                        .add("current_plan", currentPlan)
                        .add("upgrade_url", "/settings?tab=plans")
                        .build());
    }
}
