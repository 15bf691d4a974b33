package org.agentwarden.journeys;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The platform's own OpenTelemetry, switched on by configuration as the page for operators says. */
@Tag("full")
class TelemetryIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void theSpansOfRequestsAreExported() {
        try (WebhookReceiver collector = WebhookReceiver.start();
                AgentWardenServer server = AgentWardenServer.named("telemetry")
                        .with("OTEL_SDK_DISABLED", "false")
                        .with("OTEL_SERVICE_NAME", "agentwarden")
                        .with("OTEL_TRACES_EXPORTER", "otlp")
                        .with("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                        .with(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                collector.uri().resolve("/").toString())
                        .with("OTEL_BSP_SCHEDULE_DELAY", "500")
                        .start()) {
            Company company = Company.register(server.baseUri());

            company.api()
                    .send(
                            "GET",
                            "/api/agents",
                            Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"),
                            new byte[0])
                    .expect(200);

            await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .until(() -> collector.requests().stream().anyMatch(TelemetryIT::hasTheTrace));
        }
    }

    /** In Protocol Buffers a trace's id stands as its sixteen bytes. */
    private static boolean hasTheTrace(ReceivedWebhook export) {
        String body = new String(export.body(), StandardCharsets.ISO_8859_1);
        String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        return export.path().equals("/v1/traces") && body.contains(id);
    }
}
