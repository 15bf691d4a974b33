package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.Caller;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.Roles;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.webhooks.history.EndpointStatistics.Tally;
import org.jspecify.annotations.Nullable;

/** How an endpoint has done of late, in numbers and for charts. */
@ApplicationScoped
@Path("api/webhooks/{id}/stats")
@TokenProtected
@RequiresRole({Roles.ADMIN, Roles.APPROVER, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointStatisticsResource {

    private static final int A_DAY = 24;
    private static final int MOST_HOURS = 7 * A_DAY;
    private static final int DECIMALS = 4;

    @Inject
    private AttemptHistory history;

    @Inject
    private Caller caller;

    /** Of the last {@code hours}, 1 to 168; of fewer where there are more than ten thousand deliveries or attempts. */
    @GET
    public JsonObject get(@PathParam("id") String endpointId, @Context UriInfo uri) {
        int hours = QueryFields.read(uri, query -> query.integer("hours", A_DAY, 1, MOST_HOURS));
        EndpointStatistics statistics =
                history.statistics(caller.organizationId(), endpointId, Duration.ofHours(hours));
        JsonBuilder deliveries = JsonBuilder.of();
        statistics.deliveries().forEach((status, count) -> deliveries.number(status.wireName(), count));
        return tally(statistics.all())
                .time("since", statistics.since())
                .value("deliveries", deliveries.build())
                .value(
                        "hours",
                        JsonBuilder.array(
                                statistics.hours().entrySet(), hour -> ofHour(hour.getKey(), hour.getValue())))
                .build();
    }

    private static JsonObject ofHour(Instant hour, Tally tally) {
        return tally(tally).time("hour", hour).build();
    }

    private static JsonBuilder tally(Tally tally) {
        JsonBuilder latency = JsonBuilder.of();
        for (int percent : new int[] {50, 95, 99}) {
            tally.percentile(percent)
                    .ifPresentOrElse(
                            millis -> latency.number("p" + percent, millis),
                            () -> latency.value("p" + percent, JsonValue.NULL));
        }
        return JsonBuilder.of()
                .number("attempts", tally.attempts())
                .number("delivered", tally.delivered())
                .decimal("success_rate", rounded(tally))
                .value("latency_ms", latency.build());
    }

    private static @Nullable BigDecimal rounded(Tally tally) {
        return tally.successRate().isEmpty()
                ? null
                : BigDecimal.valueOf(tally.successRate().getAsDouble()).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
