package org.agentwarden.platform.http;

import jakarta.json.Json;

/** 403: the organization's plan, or the operator's limit, does not include it. */
public final class PlanLimitExceeded extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what to upgrade for.
     *
     * @param limitType what there is too much of, as clients know it: {@code agents}, {@code webhooks}
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

    /**
     * Refuses one more when as many are there as an organization may have.
     *
     * @param what names one of them at the beginning of a sentence
     * @param there how many there are; the caller holds a lock, so that they do not become more meanwhile
     */
    public static void requireRoom(String what, String limitType, long there, int most, String currentPlan) {
        if (there >= most) {
            throw new PlanLimitExceeded(what + " limit reached (" + there + "/" + most + ").", limitType, currentPlan);
        }
    }
}
