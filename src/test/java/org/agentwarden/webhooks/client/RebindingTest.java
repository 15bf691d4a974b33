package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.systems.ConnectProxy;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name whose address changes from one answer to the next, with servers listening on the allowed one and another. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RebindingTest {

    private static final String ALLOWED = "127.0.0.2";
    private static final String FORBIDDEN = "127.0.0.3";
    private static final String CLOSING = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    /** How many requests the allowed server answers before it closes a connection. */
    private volatile int perConnection = 1;

    private RawReceiver allowed;
    private RawReceiver forbidden;
    private Optional<WebhookClient> client = Optional.empty();

    @BeforeEach
    void listen() throws IOException {
        allowed = new RawReceiver(
                socket(0, ALLOWED),
                conversation ->
                        conversation.say(requests.incrementAndGet() % perConnection == 0 ? CLOSING : RawReceiver.OK));
        forbidden =
                new RawReceiver(socket(allowed.port(), FORBIDDEN), conversation -> conversation.say(RawReceiver.OK));
    }

    @AfterEach
    void nothingHasReachedTheForbiddenServer() throws IOException {
        client.ifPresent(WebhookClient::close);
        allowed.close();
        forbidden.close();
        assertThat(forbidden.connections()).isZero();
    }

    @Test
    void everyNewConnectionGoesToTheAddressThatWasChecked() {
        WebhookSender sender = sender(alternating(), Map.of());

        for (int i = 0; i < 10; i++) {
            assertThat(send(sender)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            AttemptOutcome refused = send(sender);
            assertThat(refused).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(refused.error()).contains("refused to connect: receiver.test does not have a public address");
        }
        assertThat(lookups).hasValue(20);
        assertThat(allowed.connections()).isEqualTo(10);
    }

    @Test
    void aConnectionThatIsKeptStaysWhereItWasCheckedAndTheNextIsCheckedAgain() {
        perConnection = 5;
        WebhookSender sender = sender(alternating(), Map.of());

        for (int i = 0; i < 5; i++) {
            assertThat(send(sender)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
        }
        assertThat(lookups).hasValue(1);
        assertThat(allowed.connections()).isEqualTo(1);
        assertThat(send(sender)).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
    }

    @Test
    void manyConnectionsAtOnceAreCheckedEachForItself() throws Exception {
        WebhookSender sender = sender(alternating(), Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            List<Future<AttemptOutcome>> sending = IntStream.range(0, 300)
                    .mapToObj(i -> threads.submit(() -> send(sender)))
                    .toList();
            int delivered = 0;
            for (Future<AttemptOutcome> attempt : sending) {
                AttemptOutcome outcome = attempt.get();
                assertThat(outcome.ending()).isIn(AttemptEnding.DELIVERED, AttemptEnding.REFUSED_BY_POLICY);
                delivered += outcome.delivered() ? 1 : 0;
            }
            assertThat(delivered).isBetween(1, 299);
            assertThat(allowed.history()).hasSize(delivered);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTryAfterAConnectionThatFailedIsCheckedToo() throws Exception {
        allowed.close();
        WebhookSender sender = sender(alternating(), Map.of());

        assertThat(send(sender)).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
        assertThat(send(sender)).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
        assertThat(lookups).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORBIDDEN, "127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fd00:ec2::254"})
    void whereverTheSecondAnswerLeadsNobodyFollows(String second) {
        WebhookSender sender = sender(answering(ALLOWED, second), Map.of());

        assertThat(send(sender)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
        assertThat(send(sender)).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
    }

    @Test
    void theProxyIsToldTheCheckedAddressAndNoName() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.start()) {
            WebhookSender sender = sender(alternating(), Map.of("agentwarden.egress.proxy", proxy.url()));

            for (int i = 0; i < 5; i++) {
                assertThat(send(sender)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
                assertThat(send(sender)).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            }
            assertThat(proxy.asked())
                    .hasSize(5)
                    .allSatisfy(asked -> assertThat(asked.target()).isEqualTo(ALLOWED + ":" + allowed.port()));
        }
    }

    private HostLookup alternating() {
        return answering(ALLOWED, FORBIDDEN);
    }

    /** One and the other in turn, for the receiver's name; addresses are themselves. */
    private HostLookup answering(String first, String second) {
        return host -> host.equals("receiver.test")
                ? InetAddress.getAllByName(lookups.getAndIncrement() % 2 == 0 ? first : second)
                : InetAddress.getAllByName(host);
    }

    private WebhookSender sender(HostLookup lookup, Map<String, String> further) {
        Map<String, String> given = new HashMap<>(further);
        given.put("agentwarden.egress.allow", ALLOWED + "/32");
        given.put("agentwarden.webhooks.timeout", "20s");
        Settings settings = Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
        WebhookClient receiver = new WebhookClient(settings, lookup);
        client = Optional.of(receiver);
        return new WebhookSender(receiver, settings, InstantSource.system());
    }

    private AttemptOutcome send(WebhookSender sender) {
        return sender.send(new OutgoingWebhook(
                "org",
                allowed.url("http", "receiver.test"),
                Map.of("webhook-id", "evt_1"),
                "application/json",
                "{}",
                () -> true));
    }

    private static ServerSocket socket(int port, String address) throws IOException {
        return new ServerSocket(port, 512, InetAddress.getByName(address));
    }
}
