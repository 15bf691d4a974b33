package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.RawReceiver.Behaviour;
import org.agentwarden.systems.RawReceiver.Received;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookSenderTest {

    private static final String BODY = "{\"event\":\"webhook.test\",\"data\":{\"message\":\"Zoë 🦊\"}}";
    private static final String BROKEN_OFF =
            "the connection ended before the answer was complete|the answer is not valid HTTP: Early EOF";
    private static final HostLookup LOOPBACK = host -> addresses("127.0.0.1");

    private Optional<WebhookClient> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(WebhookClient::close);
    }

    @Test
    void whatAServerAddsToItsClientsIsNotPartOfAnExchange() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying("HTTP/1.1 200 Fine\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(sender().send(webhook(receiver.url())).delivered()).isTrue();
        }

        assertThat(ServersFilter.CALLS).hasValue(0);
        try (Client other = new JerseyClientBuilder().build();
                RawReceiver receiver = RawReceiver.saying("HTTP/1.1 200 Fine\r\nContent-Length: 0\r\n\r\n");
                Response answer = other.target(receiver.url()).request().get()) {
            assertThat(answer.getStatus()).isEqualTo(200);
        }
        assertThat(ServersFilter.CALLS).as("other clients have it").hasValue(1);
    }

    // What the receiver answers

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void anySuccessStatusIsADelivery(int status) throws Exception {
        try (RawReceiver receiver = RawReceiver.saying("HTTP/1.1 " + status + " Fine\r\nContent-Length: 0\r\n\r\n")) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.statusCode()).hasValue(status);
            assertThat(outcome.responseBody()).contains("");
            assertThat(outcome.error()).isEmpty();
            assertThat(outcome.exchange().duration()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 404, 407, 410, 417, 429, 500, 503, 599, 999})
    void anyOtherStatusIsARejection(int status) throws Exception {
        String answer = status == 304 ? "" : "Content-Length: 3\r\n\r\nno!";
        try (RawReceiver receiver = RawReceiver.saying("HTTP/1.1 " + status + " No\r\n" + answer + "\r\n\r\n")) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome.delivered()).isFalse();
            assertThat(outcome.statusCode()).hasValue(status);
            assertThat(outcome.responseBody()).contains(status == 304 ? "" : "no!");
            assertThat(outcome.error()).contains("HTTP " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        try (RawReceiver elsewhere = RawReceiver.saying(RawReceiver.OK);
                RawReceiver receiver = RawReceiver.saying("HTTP/1.1 " + status + " Elsewhere\r\nLocation: "
                        + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.HTTP_3XX, AttemptOutcome::ending);
            assertThat(outcome.statusCode()).hasValue(status);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100 Continue", "102 Processing", "103 Early Hints", "104 Upload Resumption", "199 Whatever"})
    void anInterimAnswerIsNotTheAnswer(String interim) throws Exception {
        try (RawReceiver receiver =
                RawReceiver.saying(("HTTP/1.1 " + interim + "\r\nX-Interim: 1\r\n\r\n").repeat(3) + RawReceiver.OK)) {
            WebhookSender sender = sender();

            for (int i = 0; i < 2; i++) {
                AttemptOutcome outcome = sender.send(webhook(receiver.url()));
                assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
                assertThat(outcome.responseBody()).contains("ok");
            }
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatWantsToSwitchProtocolsIsHungUpOn() throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> conversation
                .say("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                .hang())) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).doesNotReturn(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void theAnswerOfAnHttp10ReceiverEndsWithItsConnection() throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> {
            conversation.say("HTTP/1.0 200 OK\r\n\r\n{\"status\": \"received\"}");
            conversation.socket().close();
        })) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.responseBody()).contains("{\"status\": \"received\"}");
        }
    }

    @Test
    void aCompressedAnswerIsNeitherAskedForNorDecoded() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("0".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        }
        String answer = compressed.toString(StandardCharsets.ISO_8859_1);
        try (RawReceiver receiver = RawReceiver.saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + compressed.size() + "\r\n\r\n" + answer)) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.responseBody()).contains("(compressed with gzip, " + compressed.size() + " bytes)");
            assertThat(names(receiver.request())).doesNotContain("accept-encoding");
        }
    }

    @ParameterizedTest
    @CsvSource({"200, true", "500, false"})
    void anEndlessAnswerCountsByItsStatus(int status, boolean delivered) throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> {
            conversation.say("HTTP/1.1 " + status + " Endless\r\n\r\n");
            conversation.pour("é".repeat(1000));
        })) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome.delivered()).isEqualTo(delivered);
            assertThat(outcome.statusCode()).hasValue(status);
            assertThat(outcome.responseBody().orElseThrow()).hasSize(4096);
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void ofAnAnswerOfOneGigabyteOnlyTheBeginningIsRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (RawReceiver receiver = new RawReceiver(conversation -> {
            conversation.say("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
            while (sent.get() < 1 << 30) {
                conversation.say("x".repeat(1 << 16));
                sent.addAndGet(1 << 16);
            }
        })) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.responseBody()).contains("x".repeat(4096));
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
            // What fits into the buffers between the two of them, and no more.
            assertThat(sent.get()).isLessThan(64 << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: banana",
                "Content-Type: text/plain; charset=",
                "Content-Type: text/plain; charset=klingon",
                "Set-Cookie: ;;;=",
                "Location: http://[",
                "Retry-After: never",
                "WWW-Authenticate: ?",
                "X-Empty:"
            })
    void anAnswerCountsWhateverItsHeadersSay(String header) throws Exception {
        try (RawReceiver receiver =
                RawReceiver.saying("HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: 2\r\n\r\nok")) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.responseBody()).contains("ok");
        }
    }

    @Test
    void aCompressedAnswerThatNeverEndsIsCutLikeAnyOther() throws Exception {
        ByteArrayOutputStream megabyte = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(megabyte)) {
            gzip.write(new byte[1 << 20]);
        }
        try (RawReceiver receiver = new RawReceiver(conversation -> conversation
                .say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
                .pour(megabyte.toString(StandardCharsets.ISO_8859_1)))) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.responseBody().orElseThrow()).matches("\\(compressed with gzip, \\d+ bytes\\)");
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, true", "413, false"})
    void anAnswerCountsThatComesBeforeTheRequestWasRead(int status, boolean delivered) throws Exception {
        try (RawReceiver receiver = RawReceiver.greeting(
                conversation -> conversation
                        .awaitBytes()
                        .say("HTTP/1.1 " + status + " Early\r\nContent-Length: 5\r\n\r\nearly")
                        .ignore(),
                conversation -> {})) {
            // As large as a webhook can be.
            OutgoingWebhook large = new OutgoingWebhook(
                    "org", receiver.url(), Map.of(), "application/json", "x".repeat(64 << 10), () -> true);

            AttemptOutcome outcome = sender().send(large);

            assertThat(outcome.delivered()).isEqualTo(delivered);
            assertThat(outcome.statusCode()).hasValue(status);
            assertThat(outcome.responseBody()).contains("early");
            assertThat(outcome.exchange().duration()).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void theKeptAnswerIsCutBetweenCharacters() throws Exception {
        String answer = "a" + "€".repeat(10_000);
        try (RawReceiver receiver =
                RawReceiver.saying("HTTP/1.1 200 OK\r\nContent-Length: 30001\r\n\r\n" + bytesOf(answer))) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome.responseBody().orElseThrow()).isEqualTo("a" + "€".repeat(1365));
        }
    }

    @Test
    void aFoldedHeaderLineIsPartOfAnAnswerLikeAnyOther() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(
                "HTTP/1.1 200 OK\r\nX-Long: begins\r\n and goes on\r\nContent-Length: 2\r\n\r\nok")) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(outcome.responseBody()).contains("ok");
        }
    }

    @Test
    void anAnswerThatIsNoTextIsKeptAsFarAsItIsText() throws Exception {
        try (RawReceiver receiver =
                RawReceiver.saying("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nok\0\u00FF\u00FEx")) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome.responseBody()).contains("ok\uFFFD\uFFFD\uFFFDx");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example ESMTP\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
            })
    void whateverIsNotHttpIsUnreachable(String answer) throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(answer)) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow())
                    .startsWith("the answer is not valid HTTP")
                    .doesNotContain("\n", "@");
        }
    }

    @Test
    void endlessHeadersAreNotRead() throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> {
            conversation.say("HTTP/1.1 200 OK\r\n").pour("X-More: " + "x".repeat(1000) + "\r\n");
        })) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).startsWith("the answer is not valid HTTP: ");
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    // What the receiver gets

    @Test
    void theReceiverGetsTheseHeadersAndNoOthers() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            sender().send(webhook(receiver.url()));

            Received request = receiver.request();
            assertThat(request.requestLine()).isEqualTo("POST /hook HTTP/1.1");
            assertThat(request.headers())
                    .containsExactlyInAnyOrder(
                            "Host: 127.0.0.1:" + receiver.port(),
                            "User-Agent: AgentWarden-Webhook/1.0",
                            "Content-Type: application/json",
                            "Content-Length: " + BODY.getBytes(StandardCharsets.UTF_8).length,
                            "webhook-id: evt_1",
                            "webhook-signature: v1,abc= v1,def=");
            assertThat(request.body()).isEqualTo(BODY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', /",
        "/, /",
        "?x=1, /?x=1",
        "/a%20b/%7Bid%7D/%2F, /a%20b/%7Bid%7D/%2F",
        "/a?x=a+b&y=%2B&z&=&x=%7B%7D, /a?x=a+b&y=%2B&z&=&x=%7B%7D",
        "/a//b/../c;v=1, /a//b/../c;v=1"
    })
    void theUrlIsRequestedAsItWasWritten(String written, String requested) throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            URI url = URI.create("http://127.0.0.1:" + receiver.port() + written);

            assertThat(sender().send(webhook(url))).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(receiver.request().requestLine()).isEqualTo("POST " + requested + " HTTP/1.1");
        }
    }

    @Test
    void aCookieIsNotReturned() throws Exception {
        try (RawReceiver receiver =
                RawReceiver.saying("HTTP/1.1 200 OK\r\nSet-Cookie: id=1; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            WebhookSender sender = sender();
            sender.send(webhook(receiver.url()));
            receiver.request();
            sender.send(webhook(receiver.url()));

            assertThat(names(receiver.request())).doesNotContain("cookie");
        }
    }

    // Connections

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender();

            for (int i = 0; i < 5; i++) {
                assertThat(sender.send(webhook(receiver.url())))
                        .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            }
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatTheReceiverHasClosedIsNotUsedAgain() throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> {
            conversation.say(RawReceiver.OK);
            conversation.socket().shutdownOutput();
            conversation.hang();
        })) {
            WebhookSender sender = sender();

            for (int i = 1; i <= 3; i++) {
                int closed = i;
                assertThat(sender.send(webhook(receiver.url())))
                        .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
                await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(closed));
            }
        }
    }

    @Test
    void manyCanBeSentAtOnce() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender();

            assertThat(IntStream.range(0, 200)
                            .parallel()
                            .mapToObj(i -> sender.send(webhook(receiver.url())))
                            .toList())
                    .hasSize(200)
                    .allMatch(AttemptOutcome::delivered);
        }
    }

    @Test
    void whatIsNotWantedAnyMoreWhenItsConnectionIsThereIsNotSent() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender();
            AtomicInteger asked = new AtomicInteger();
            OutgoingWebhook changed = new OutgoingWebhook(
                    "org", receiver.url(), Map.of(), "application/json", "old", () -> asked.getAndIncrement() == 0);

            assertThatThrownBy(() -> sender.send(changed)).isInstanceOf(RequestWithdrawn.class);
            assertThat(sender.send(webhook(receiver.url()))).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            assertThat(asked).hasValue(2);
            assertThat(receiver.request().body()).isEqualTo(BODY);
        }
    }

    // No answer

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        AttemptOutcome outcome = sender().send(webhook(URI.create("http://127.0.0.1:" + Ports.any() + "/")));

        assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
        assertThat(outcome.error()).contains("connection refused");
        assertThat(outcome.statusCode()).isEmpty();
        assertThat(outcome.responseBody()).isEmpty();
    }

    @Test
    void onlyAConnectionThatWasNotOpenedIsWorthASecondTryAtOnce() throws Exception {
        WebhookClient client = receiver(LOOPBACK, settings("127.0.0.0/8", "20s"));
        OutgoingWebhook refused = webhook(URI.create("http://127.0.0.1:" + Ports.any() + "/"));

        assertThatThrownBy(() -> client.exchange(refused, Deadline.after(Duration.ofSeconds(20))))
                .isInstanceOf(ConnectionNotOpened.class);
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Conversation::reset)) {
            assertThatThrownBy(() -> client.exchange(webhook(receiver.url()), Deadline.after(Duration.ofSeconds(20))))
                    .isNotInstanceOf(ConnectionNotOpened.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
            })
    void aConnectionThatIsResetBeforeTheAnswerIsCompleteIsUnreachable(String answer) throws Exception {
        try (RawReceiver receiver =
                new RawReceiver(conversation -> conversation.say(answer).reset())) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).matches(BROKEN_OFF);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"})
    void aConnectionThatIsClosedBeforeTheAnswerIsCompleteIsUnreachable(String answer) throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                conversation -> conversation.say(answer).socket().close())) {
            AttemptOutcome outcome = sender().send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow()).matches(BROKEN_OFF);
        }
    }

    @Test
    void aNameThatDoesNotResolveIsUnreachable() {
        HostLookup nothing = host -> {
            throw new UnknownHostException(host);
        };

        AttemptOutcome outcome =
                sender(nothing, "127.0.0.0/8").send(webhook(URI.create("http://receiver.invalid/hook")));

        assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
        assertThat(outcome.error()).contains("could not resolve host receiver.invalid");
    }

    @Test
    void aNameWithoutAddressesIsUnreachable() {
        AttemptOutcome outcome = sender(host -> new InetAddress[0], "127.0.0.0/8")
                .send(webhook(URI.create("http://receiver.invalid/hook")));

        assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
        assertThat(outcome.error()).contains("could not resolve host receiver.invalid");
    }

    // Where it may go

    @Test
    void aNameThatResolvesToLoopbackIsRefused() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            AttemptOutcome outcome = sender(LOOPBACK, "").send(webhook(receiver.url("http", "receiver.test")));

            assertThat(outcome).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(outcome.error().orElseThrow())
                    .isEqualTo("refused to connect: receiver.test does not have a public address");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void anAddressInTheUrlIsRefusedToo() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(InetAddress::getAllByName, "");

            assertThat(List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"))
                    .allSatisfy(host -> assertThat(sender.send(webhook(receiver.url("http", host))))
                            .returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending));
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void oneRefusedAddressAmongSeveralRefusesTheName() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            HostLookup mixed = host -> addresses("127.0.0.1", "10.0.0.1");

            assertThat(sender(mixed, "127.0.0.0/8").send(webhook(receiver.url("http", "receiver.test"))))
                    .returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneDoesNotAnswer() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            HostLookup two = host -> addresses("127.0.0.2", "127.0.0.1");

            assertThat(sender(two, "127.0.0.0/8").send(webhook(receiver.url("http", "receiver.test"))))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
        }
    }

    @Test
    void twoAddressesThatDoNotAcceptConnectionsLeaveTimeForTheThird() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK);
                ServerSocket first = full(receiver.port(), "127.0.0.2");
                ServerSocket second = full(receiver.port(), "127.0.0.3")) {
            HostLookup three = host -> addresses("127.0.0.2", "127.0.0.3", "127.0.0.1");

            assertThat(sender(three, "127.0.0.0/8", "20s").send(webhook(receiver.url("http", "receiver.test"))))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(first.isClosed() || second.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"PT5S, PT1.25S", "PT8S, PT2S", "PT1S, PT1.2S", "PT60S, PT3S"})
    void oneAddressHasAQuarterOfTheTimeToAcceptAConnection(Duration attempt, Duration connect) {
        assertThat(WebhookClient.connectTimeout(attempt)).isEqualTo(connect);
    }

    /** Its queue of connections is full, so that it answers no attempt to connect. */
    private static ServerSocket full(int port, String address) throws IOException {
        ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address));
        for (int connection = 0; connection < 4; connection++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(socket.getLocalSocketAddress());
        }
        return socket;
    }

    @Test
    void aNameThatAnswersDifferentlyTheSecondTimeGainsNothing() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        HostLookup rebinding = host -> addresses(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1");
        try (RawReceiver receiver =
                RawReceiver.saying("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")) {
            WebhookSender sender = sender(rebinding, "127.0.0.0/8");
            OutgoingWebhook webhook = webhook(receiver.url("http", "receiver.test"));

            assertThat(sender.send(webhook)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(lookups).hasValue(1);
            assertThat(receiver.request().headers()).contains("Host: receiver.test:" + receiver.port());
            assertThat(sender.send(webhook)).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(lookups).hasValue(2);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void anEndpointFromTheTimeBeforeTlsWasWantedGetsNothing() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            AttemptOutcome outcome = sender(
                            LOOPBACK,
                            Map.of("agentwarden.egress.allow", "127.0.0.0/8", "agentwarden.egress.https-only", "true"))
                    .send(webhook(receiver.url("http", "receiver.test")));

            assertThat(outcome).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(outcome.error())
                    .contains("refused to send without TLS; agentwarden.egress.https-only wants https://");
            assertThat(receiver.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "name.test", "[::ffff:127.0.0.1]"})
    void theServerItselfIsRefusedByWhateverName(String host) throws Exception {
        try (RawReceiver ourselves = RawReceiver.saying(RawReceiver.OK)) {
            AttemptOutcome outcome = sender(
                            LOOPBACK,
                            Map.of(
                                    "agentwarden.egress.allow",
                                    "127.0.0.0/8",
                                    "agentwarden.http.port",
                                    Integer.toString(ourselves.port())))
                    .send(webhook(ourselves.url("http", host)));

            assertThat(outcome).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(outcome.error())
                    .contains(
                            host.equals("name.test")
                                    ? "refused to connect: name.test does not have a public address"
                                    : "refused to connect to 127.0.0.1:" + ourselves.port()
                                            + ": this server listens there itself (agentwarden.http.address and .port)");
            assertThat(ourselves.connections()).isZero();
        }
    }

    // In time

    @Test
    void aReceiverThatDoesNotAnswerInTimeTimesOut() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.Conversation::hang)) {
            AttemptOutcome outcome = sender(LOOPBACK, "127.0.0.0/8", "300ms").send(webhook(receiver.url()));

            assertThat(outcome).returns(AttemptEnding.TIMEOUT, AttemptOutcome::ending);
            assertThat(outcome.error()).contains("no complete answer within 300 ms");
            assertThat(outcome.exchange().duration()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void aReceiverThatDripsItsAnswerTimesOut() throws Exception {
        try (RawReceiver receiver = new RawReceiver(conversation -> conversation
                .say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                .drip("x"))) {
            assertThat(sender(LOOPBACK, "127.0.0.0/8", "300ms").send(webhook(receiver.url())))
                    .returns(AttemptEnding.TIMEOUT, AttemptOutcome::ending);
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void aReceiverThatDripsItsHeadersTimesOut() throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                conversation -> conversation.say("HTTP/1.1 200 OK\r\nX-Slow: ").drip("x"))) {
            assertThat(sender(LOOPBACK, "127.0.0.0/8", "300ms").send(webhook(receiver.url())))
                    .returns(AttemptEnding.TIMEOUT, AttemptOutcome::ending);
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void aReceiverThatDripsInterimAnswersTimesOut() throws Exception {
        try (RawReceiver receiver =
                new RawReceiver(conversation -> conversation.drip("HTTP/1.1 102 Processing\r\n\r\n"))) {
            assertThat(sender(LOOPBACK, "127.0.0.0/8", "300ms").send(webhook(receiver.url())))
                    .returns(AttemptEnding.TIMEOUT, AttemptOutcome::ending);
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void anInterruptEndsTheWaitForAReceiverThatHangs() throws Exception {
        endsWithAnInterrupt(RawReceiver.Conversation::hang);
    }

    @Test
    void anInterruptEndsTheWaitForHeadersThatDrip() throws Exception {
        endsWithAnInterrupt(
                conversation -> conversation.say("HTTP/1.1 200 OK\r\nX-Slow: ").drip("x"));
    }

    @Test
    void anInterruptEndsTheWaitForABodyThatDrips() throws Exception {
        endsWithAnInterrupt(conversation -> conversation
                .say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                .drip("1\r\nx\r\n"));
    }

    private void endsWithAnInterrupt(Behaviour behaviour) throws Exception {
        try (RawReceiver receiver = new RawReceiver(behaviour)) {
            WebhookSender sender = sender(LOOPBACK, "127.0.0.0/8", "1h");
            FutureTask<AttemptOutcome> sending = new FutureTask<>(() -> {
                AttemptOutcome outcome = sender.send(webhook(receiver.url()));
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                return outcome;
            });
            Thread thread = new Thread(sending, "sending");
            thread.start();
            receiver.request();
            thread.interrupt();

            AttemptOutcome outcome = sending.get(10, TimeUnit.SECONDS);
            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error()).contains("interrupted before the answer was complete");
            await().untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void namesThatResolveSlowlyDoNotHoldUpOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HostLookup slow = host -> {
            if (host.startsWith("slow")) {
                awaitUninterrupted(release);
            }
            return addresses("127.0.0.1");
        };
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(slow, "127.0.0.0/8", "10s");
            List<CompletableFuture<AttemptOutcome>> stuck = IntStream.range(0, 200)
                    .mapToObj(i -> {
                        CompletableFuture<AttemptOutcome> outcome = new CompletableFuture<>();
                        Thread thread = new Thread(
                                () -> outcome.complete(sender.send(webhook(receiver.url("http", "slow.test")))));
                        thread.setDaemon(true);
                        thread.start();
                        return outcome;
                    })
                    .toList();

            assertThat(sender.send(webhook(receiver.url("http", "quick.test"))))
                    .returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            release.countDown();
            for (CompletableFuture<AttemptOutcome> outcome : stuck) {
                assertThat(outcome.get(10, TimeUnit.SECONDS)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) throws UnknownHostException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new UnknownHostException("never released");
            }
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    private WebhookSender sender() {
        return sender(LOOPBACK, "127.0.0.0/8");
    }

    private WebhookSender sender(HostLookup lookup, String allowed) {
        return sender(lookup, allowed, "20s");
    }

    private WebhookSender sender(HostLookup lookup, String allowed, String timeout) {
        return sender(lookup, settings(allowed, timeout));
    }

    private WebhookSender sender(HostLookup lookup, Map<String, String> given) {
        return sender(lookup, settings(given));
    }

    private WebhookSender sender(HostLookup lookup, Settings settings) {
        WebhookClient receiver = receiver(lookup, settings);
        return new WebhookSender(receiver, settings, InstantSource.system());
    }

    private WebhookClient receiver(HostLookup lookup, Settings settings) {
        WebhookClient receiver = new WebhookClient(settings, lookup);
        opened = Optional.of(receiver);
        return receiver;
    }

    private static Settings settings(String allowed, String timeout) {
        return settings(Map.of("agentwarden.egress.allow", allowed, "agentwarden.webhooks.timeout", timeout));
    }

    private static Settings settings(Map<String, String> given) {
        return Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
    }

    private static OutgoingWebhook webhook(URI url) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "AgentWarden-Webhook/1.0");
        headers.put("webhook-id", "evt_1");
        headers.put("webhook-signature", "v1,abc= v1,def=");
        return new OutgoingWebhook("org", url, headers, "application/json", BODY, () -> true);
    }

    private static List<String> names(Received request) {
        return request.headers().stream()
                .map(header -> header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The bytes of the UTF-8 text, as the characters that {@link RawReceiver.Conversation#say} sends one by one. */
    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static InetAddress[] addresses(String... texts) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getAllByName(texts[i])[0];
        }
        return addresses;
    }
}
