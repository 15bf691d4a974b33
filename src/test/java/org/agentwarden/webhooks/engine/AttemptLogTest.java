package org.agentwarden.webhooks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.platform.trace.TraceContext;
import org.agentwarden.settings.LineFormat;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Answered;
import org.agentwarden.webhooks.deliveries.AttemptOutcome.Unanswered;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded.Recorded;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;
import org.agentwarden.webhooks.deliveries.EventContent;
import org.agentwarden.webhooks.deliveries.Exchange;
import org.agentwarden.webhooks.deliveries.Lease;
import org.agentwarden.webhooks.endpoints.EventType;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00.250Z");
    private static final String PAYLOAD = "{\"card\":\"4111\"}";
    private static final URI URL = URI.create("https://user:pass@receiver.example/hook?key=s3cr3t");

    private static final Recorded DELIVERED = new Recorded(
            delivery(Optional.empty()),
            new Answered(new Exchange(URL, START, Duration.ofMillis(12)), 200, "secret answer", Optional.empty()),
            Optional.empty());

    private static Recorded failed(String error) {
        return new Recorded(
                delivery(TraceContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)),
                new Unanswered(new Exchange(URL, START, Duration.ofMillis(3)), AttemptEnding.UNREACHABLE, error),
                Optional.of(START.plusSeconds(5)));
    }

    private static ClaimedDelivery delivery(Optional<TraceContext> cause) {
        return new ClaimedDelivery(
                "d-1",
                new Lease(1, START, START),
                "o-1",
                "w-1",
                "receiver.example:443",
                new EventContent("e-1", EventType.LOG_FAILED, PAYLOAD, START, cause),
                2,
                false,
                false);
    }

    private static String line(Recorded attempt, LineFormat format) {
        return AttemptLog.write(AttemptLog.fields(attempt), format);
    }

    @Test
    void aLineIsKeysAndValuesOfWhatThereIsToSay() {
        assertThat(line(DELIVERED, LineFormat.TEXT))
                .isEqualTo("time=2026-11-25T12:00:00.250000Z delivery=d-1 event=e-1 type=log.failed organization=o-1"
                        + " endpoint=w-1 host=receiver.example attempt=2 outcome=delivered status=200 duration_ms=12");
    }

    @Test
    void aFailureSaysWhyAndWhatComesNext() {
        assertThat(line(failed("connection refused"), LineFormat.TEXT))
                .endsWith(" outcome=unreachable duration_ms=3 error=\"connection refused\""
                        + " next=2026-11-25T12:00:05.250000Z trace=0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void aLineIsOneJsonObjectWithAllFieldsIfThatIsWanted() {
        assertThat(line(DELIVERED, LineFormat.JSON))
                .isEqualTo("{\"time\":\"2026-11-25T12:00:00.250000Z\",\"delivery\":\"d-1\",\"event\":\"e-1\","
                        + "\"type\":\"log.failed\",\"organization\":\"o-1\",\"endpoint\":\"w-1\","
                        + "\"host\":\"receiver.example\",\"attempt\":2,\"outcome\":\"delivered\",\"status\":200,"
                        + "\"duration_ms\":12,\"error\":null,\"next\":null,\"trace\":null}");
    }

    @Test
    void whatAReceiverMakesUsQuoteStaysInItsPlace() {
        String hostile = "TLS failed: \"x\"\r\n2026-11-25 INFO outcome=delivered";

        assertThat(line(failed(hostile), LineFormat.TEXT)).doesNotContain("\n", "\r");
        assertThat(JsonCodec.parseObject(line(failed(hostile), LineFormat.JSON)).getString("error"))
                .isEqualTo(hostile);
    }

    @Test
    void nothingOfTheRequestOrTheAnswerIsShown() {
        assertThat(line(DELIVERED, LineFormat.TEXT) + line(DELIVERED, LineFormat.JSON))
                .doesNotContain("4111", "gate-7", "secret answer", "s3cr3t", "pass");
    }
}
