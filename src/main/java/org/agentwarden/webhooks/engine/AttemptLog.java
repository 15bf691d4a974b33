package org.agentwarden.webhooks.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.settings.LineFormat;
import org.agentwarden.settings.LoggedAttempts;
import org.agentwarden.settings.Settings;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded.Recorded;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/** Logs one line for each recorded attempt. Never contains a secret, or any part of a request's or response's body. */
@ApplicationScoped
public class AttemptLog {

    private static final Logger LOG = System.getLogger(AttemptLog.class.getName());

    /** Values that need no quotation marks after {@code key=}. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:/+-]+");

    @Inject
    private Settings settings;

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) AttemptsRecorded event) {
        event.attempts().forEach(this::log);
    }

    private void log(Recorded attempt) {
        boolean expected =
                attempt.outcome().delivered() && settings.operations().attempts() == LoggedAttempts.FAILED;
        Level level = expected ? Level.DEBUG : Level.INFO;
        if (LOG.isLoggable(level)) {
            LOG.log(level, write(fields(attempt), settings.operations().lines()));
        }
    }

    /** The same fields for every attempt; null where one does not apply. */
    static JsonObject fields(Recorded attempt) {
        ClaimedDelivery delivery = attempt.delivery();
        AttemptOutcome outcome = attempt.outcome();
        return JsonBuilder.of()
                .time("time", outcome.exchange().startedAt())
                .text("delivery", delivery.deliveryId())
                .text("event", delivery.event().id())
                .text("type", delivery.event().type().wireName())
                .text("organization", delivery.organizationId())
                .text("endpoint", delivery.endpointId())
                .text("host", outcome.exchange().url().getHost())
                .number("attempt", delivery.attempt())
                .text("outcome", outcome.ending().wireName())
                .number("status", outcome.statusCode().orElse(null))
                .number("duration_ms", outcome.exchange().duration().toMillis())
                .text("error", outcome.error().orElse(null))
                .time("next", attempt.next().orElse(null))
                .text(
                        "trace",
                        delivery.event().cause().map(TraceContext::traceId).orElse(null))
                .build();
    }

    /** One line: text that comes from a receiver is escaped. */
    static String write(JsonObject fields, LineFormat format) {
        return format == LineFormat.JSON
                ? JsonCodec.write(fields)
                : fields.entrySet().stream()
                        .filter(field -> field.getValue() != JsonValue.NULL)
                        .map(field -> field.getKey() + "=" + plain(field.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String plain(JsonValue value) {
        return value instanceof JsonString text
                        && BARE.matcher(text.getString()).matches()
                ? text.getString()
                : JsonCodec.write(value);
    }
}
