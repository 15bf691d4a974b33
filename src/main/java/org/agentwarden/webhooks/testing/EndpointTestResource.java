package org.agentwarden.webhooks.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.agentwarden.platform.http.ConcurrencyLimit;
import org.agentwarden.platform.http.RequestPermits;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.EndedAttempt;
import org.agentwarden.webhooks.endpoints.EventType;

/** The button Test Webhook. */
@ApplicationScoped
@Path("api/webhooks/{id}/test")
@TokenProtected
@RequiresRole(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointTestResource {

    /** Each waits for a receiver, and holds a thread. */
    private final ConcurrencyLimit limit = new ConcurrencyLimit(16, 2);

    @Inject
    private EndpointTest test;

    @Inject
    private Caller caller;

    @POST
    public JsonObject run(@PathParam("id") String endpointId, RequestBody body, @Context HttpServletRequest request) {
        EventType type = body.as(EndpointTestResource::eventType);
        return limit.within(caller.organizationId(), () -> {
            ClaimedDelivery claimed = test.begin(caller.organizationId(), endpointId, type);
            // Who waits for a receiver needs no database connection.
            RequestPermits.of(request).release();
            return view(test.finish(claimed));
        });
    }

    private static JsonObject view(EndedAttempt ended) {
        AttemptOutcome outcome = ended.outcome();
        return JsonBuilder.of()
                .flag("success", outcome.delivered())
                .number("status_code", outcome.statusCode().orElse(null))
                .number("duration_ms", outcome.exchange().duration().toMillis())
                .text("response_body", outcome.responseBody().orElse(null))
                .text("error", outcome.error().orElse(null))
                .text("delivery_id", ended.delivery().deliveryId())
                .build();
    }

    private static EventType eventType(RequestFields fields) {
        return fields.optionalText("event", 100)
                .map(name -> EventType.fromWire(name).orElseGet(() -> {
                    fields.problem("event", "unknown event '" + name + "'");
                    return EventType.WEBHOOK_TEST;
                }))
                .orElse(EventType.WEBHOOK_TEST);
    }
}
