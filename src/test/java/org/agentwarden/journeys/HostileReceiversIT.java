package org.agentwarden.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.RawReceiver.Behaviour;
import org.agentwarden.systems.RawReceiver.Received;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a receiver misbehaves, the attempt is over in time and its row says what has happened. */
@ExtendWith(SharedServer.class)
class HostileReceiversIT {

    private static final String EVENT = "log.failed";
    private static final long TIMEOUT_MILLIS = SharedServer.TIMEOUT.toMillis();
    private static final long SLACK_MILLIS = 2_000;
    private static final int LARGEST_KEPT = 64 * 1024;
    private static final String BROKEN_OFF =
            "the connection ended before the answer was complete|the answer is not valid HTTP: Early EOF";
    private static final String TIMED_OUT = "no complete answer within " + TIMEOUT_MILLIS + " ms";

    private static Company company;
    private static Agent agent;

    @BeforeAll
    static void register(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("hostile-bot");
    }

    /** What the only attempt's row must say. */
    private record Expected(String status, Optional<Integer> code, String error) {

        static Expected delivered(int code) {
            return new Expected("delivered", Optional.of(code), "");
        }

        static Expected rejected(int code) {
            return new Expected("exhausted", Optional.of(code), "HTTP " + code);
        }

        static Expected failed(String error) {
            return new Expected("exhausted", Optional.empty(), error);
        }
    }

    private record Hostility(Behaviour greeting, Behaviour behaviour, String scheme, Expected expected) {

        static Named<Hostility> of(String name, Behaviour behaviour, Expected expected) {
            return named(name, new Hostility(greeted -> {}, behaviour, "http", expected));
        }
    }

    static Stream<Named<Hostility>> hostilities() {
        String length = "HTTP/1.1 200 OK\r\nContent-Length: ";
        return Stream.of(
                Hostility.of("reset before the headers", RawReceiver.Conversation::reset, Expected.failed(BROKEN_OFF)),
                Hostility.of(
                        "reset after the headers",
                        talk -> talk.say(length + "9\r\n\r\n").reset(),
                        Expected.failed(BROKEN_OFF)),
                Hostility.of(
                        "closed in the middle of the body",
                        talk -> talk.say(length + "9\r\n\r\nhalf").close(),
                        Expected.failed(BROKEN_OFF)),
                Hostility.of("no answer at all", RawReceiver.Conversation::hang, Expected.failed(TIMED_OUT)),
                Hostility.of(
                        "a moved receiver",
                        talk -> talk.say("HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"),
                        Expected.rejected(302)),
                Hostility.of("4xx", answer("404 Not Found"), Expected.rejected(404)),
                Hostility.of("5xx", answer("500 Internal Server Error"), Expected.rejected(500)),
                Hostility.of("no content", talk -> talk.say("HTTP/1.1 204 No\r\n\r\n"), Expected.delivered(204)),
                Hostility.of(
                        "slow headers",
                        talk -> {
                            talk.say("HTTP/1.1 200 OK\r\n");
                            talk.drip("X-Slow: 1\r\n");
                        },
                        Expected.failed(TIMED_OUT)),
                Hostility.of(
                        "a dripping body",
                        talk -> {
                            talk.say(length + "1000000\r\n\r\n");
                            talk.drip(".");
                        },
                        Expected.failed(TIMED_OUT)),
                Hostility.of(
                        "an endless body",
                        talk -> {
                            talk.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            talk.pour("1000\r\n" + "0".repeat(0x1000) + "\r\n");
                        },
                        Expected.delivered(200)),
                Hostility.of(
                        "endless headers",
                        talk -> {
                            talk.say("HTTP/1.1 200 OK\r\n");
                            talk.pour("X-Padding: " + "0".repeat(1_000) + "\r\n");
                        },
                        Expected.failed("the answer is not valid HTTP.*")),
                Hostility.of("a gzip bomb", talk -> talk.say(gzipBomb()), Expected.delivered(200)),
                Hostility.of(
                        "a body of one gigabyte",
                        talk -> {
                            talk.say(length + 1_000_000_000 + "\r\n\r\n");
                            talk.pour("0".repeat(0x10000));
                        },
                        Expected.delivered(200)),
                Hostility.of(
                        "a gigabyte of regret",
                        talk -> {
                            talk.say("HTTP/1.1 500 No\r\nContent-Length: 1000000000\r\n\r\n");
                            talk.pour("0".repeat(0x10000));
                        },
                        Expected.rejected(500)),
                Hostility.of(
                        "something that is not HTTP",
                        talk -> talk.say("220 smtp.example ESMTP\r\n").close(),
                        Expected.failed("the answer is not valid HTTP.*")),
                named(
                        "an answer before the request",
                        new Hostility(
                                talk -> talk.awaitBytes().say(RawReceiver.OK),
                                RawReceiver.Conversation::hang,
                                "http",
                                Expected.delivered(200))),
                named(
                        "no TLS where TLS was expected",
                        new Hostility(
                                talk -> talk.awaitBytes().say("HTTP/1.1 400 Bad Request\r\n\r\n"),
                                RawReceiver.Conversation::hang,
                                "https",
                                Expected.failed("TLS failed: .*"))));
    }

    private static Behaviour answer(String status) {
        return talk -> talk.say("HTTP/1.1 " + status + "\r\nContent-Length: 3\r\n\r\nno!");
    }

    /** A hundred megabytes of zeros, packed. */
    private static String gzipBomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1_000_000];
            for (int megabyte = 0; megabyte < 100; megabyte++) {
                gzip.write(zeros);
            }
        }
        return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n"
                + packed.toString(ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostilities")
    void theAttemptEndsInTimeAndItsRowSaysWhatHappened(Hostility hostility) throws Exception {
        try (RawReceiver receiver = RawReceiver.greeting(hostility.greeting(), hostility.behaviour())) {
            assertRow(receiver.url(hostility.scheme(), "127.0.0.1"), hostility.expected());
        }
    }

    @Test
    void aRefusedConnectionIsCalledThat() throws Exception {
        assertRow(URI.create("http://127.0.0.1:" + Ports.any() + "/"), Expected.failed("connection refused"));
    }

    @Test
    void aNameThatDoesNotResolveIsCalledThat() {
        assertRow(
                URI.create("http://receiver.invalid/hook"),
                Expected.failed("could not resolve host receiver\\.invalid"));
    }

    @Test
    void connectionsThatTheReceiverEndsAfterEachAnswerCostNoEventAndNoSecondRequest() throws Exception {
        int events = 50;
        try (RawReceiver receiver =
                new RawReceiver(talk -> talk.say(RawReceiver.OK).close())) {
            Endpoint endpoint = company.webhook(receiver.url(), EVENT);
            // Every third request or so meets the end of its connection.
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("max_retries", 10).build());

            IntStream.range(0, events).forEach(event -> raiseEvent());

            awaitAll(endpoint, events);
            assertThat(receiver.history())
                    .extracting(request -> request.header("webhook-id") + request.header("X-AgentWarden-Attempt"))
                    .doesNotHaveDuplicates();
            company.deleteWebhook(endpoint);
        }
    }

    @Test
    void aReceiverThatAllowsAHundredConnectionsTurnsNoneAway() throws Exception {
        int events = 200;
        try (RawReceiver receiver = RawReceiver.allowing(100, talk -> talk.say(RawReceiver.OK))) {
            Endpoint endpoint = company.webhook(receiver.url(), EVENT);

            IntStream.range(0, events).parallel().forEach(event -> raiseEvent());

            awaitAll(endpoint, events);
            assertThat(receiver.turnedAway()).isZero();
            assertThat(receiver.history())
                    .extracting((Received request) -> request.header("webhook-id"))
                    .doesNotHaveDuplicates()
                    .hasSize(events);
            company.deleteWebhook(endpoint);
        }
    }

    private static void awaitAll(Endpoint endpoint, int events) {
        Awaitility.await().atMost(LoadFactor.scale(Duration.ofMinutes(1))).untilAsserted(() -> {
            int delivered = 0;
            for (int offset = 0; offset < events; offset += Company.PAGE) {
                delivered += company.deliveries(endpoint, "status=delivered&offset=" + offset)
                        .size();
            }
            assertThat(delivered).isEqualTo(events);
        });
    }

    private static void assertRow(URI url, Expected expected) {
        Endpoint endpoint = company.webhook(url, EVENT);
        company.changeWebhook(
                endpoint, Json.createObjectBuilder().add("max_retries", 0).build());
        raiseEvent();

        JsonObject delivery = DeliveryStates.await(company, endpoint, expected.status());

        List<JsonObject> attempts = delivery.getJsonArray("attempts").getValuesAs(JsonObject.class);
        assertThat(attempts).hasSize(1);
        JsonObject row = attempts.get(0);
        assertThat(row.isNull("status_code") ? Optional.empty() : Optional.of(row.getInt("status_code")))
                .isEqualTo(expected.code());
        assertThat(row.isNull("error") ? "" : row.getString("error")).matches(expected.error());
        assertThat(row.getJsonNumber("duration_ms").longValue()).isBetween(0L, TIMEOUT_MILLIS + SLACK_MILLIS);
        if (!row.isNull("response_body")) {
            assertThat(row.getString("response_body").length()).isLessThanOrEqualTo(LARGEST_KEPT);
        }
        assertThat(row.isNull("next_attempt_at")).isTrue();
        company.deleteWebhook(endpoint);
    }

    private static void raiseEvent() {
        agent.log("stripe.refund", "failed", "{\"amount\":50.00}");
    }
}
