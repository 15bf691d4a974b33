package org.agentwarden.webhooks.history;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.webhooks.history.EndpointStatistics.Tally;

/** How the API shows counted attempts. */
public final class TallyView {

    private static final int DECIMALS = 4;

    private TallyView() {}

    /** Attempts together with deliveries and hours. */
    public static JsonBuilder of(EndpointStatistics statistics) {
        JsonBuilder deliveries = JsonBuilder.of();
        statistics.deliveries().forEach((status, count) -> deliveries.number(status.wireName(), count));
        return of(statistics.all())
                .time("since", statistics.since())
                .value("deliveries", deliveries.build())
                .value(
                        "hours",
                        JsonBuilder.array(
                                statistics.hours().entrySet(), hour -> ofHour(hour.getKey(), hour.getValue())));
    }

    public static JsonBuilder of(Tally tally) {
        JsonBuilder latency = JsonBuilder.of();
        for (int percent : new int[] {50, 95, 99}) {
            latency.number("p" + percent, tally.percentile(percent).orElse(null));
        }
        return JsonBuilder.of()
                .number("attempts", tally.attempts())
                .number("delivered", tally.delivered())
                .decimal(
                        "success_rate",
                        tally.successRate().map(TallyView::rounded).orElse(null))
                .value("latency_ms", latency.build());
    }

    private static JsonObject ofHour(Instant hour, Tally tally) {
        return of(tally).time("hour", hour).build();
    }

    private static BigDecimal rounded(double rate) {
        return BigDecimal.valueOf(rate).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
