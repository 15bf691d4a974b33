package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
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
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.RawReceiver.Behaviour;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that was kept may be closed at any moment, and then nobody knows what the receiver has read. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionReuseTest {

    private static final String BROKEN_OFF = "the connection ended before the answer was complete";

    private final AtomicInteger sent = new AtomicInteger();
    private final Settings settings = settings();
    private final WebhookClient client = new WebhookClient(settings, InetAddress::getAllByName);
    private final WebhookSender sender = new WebhookSender(client, settings, InstantSource.system());

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void anIdleConnectionIsClosedBeforeCommonReceiversWouldCloseIt() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            send(receiver.url());

            await().atMost(Duration.ofMillis(4_900))
                    .untilAsserted(() -> assertThat(receiver.hungUp()).isEqualTo(1));
        }
    }

    @Test
    void aRequestThatMeetsAClosingConnectionFailsAndIsNotSentAgain() throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                onceThen(conversation -> conversation.awaitBytes().close()))) {
            assertThat(send(receiver.url())).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            AttemptOutcome outcome = send(receiver.url());

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error()).contains(BROKEN_OFF);
            assertThat(receiver.history()).hasSize(1);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatWasReadAndNotAnsweredFailsAndIsNotSentAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawReceiver receiver = new RawReceiver(conversation -> {
            if (requests.incrementAndGet() == 2) {
                conversation.close();
            } else {
                conversation.say(RawReceiver.OK);
            }
        })) {
            assertThat(send(receiver.url())).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            AttemptOutcome outcome = send(receiver.url());

            assertThat(outcome).returns(AttemptEnding.UNREACHABLE, AttemptOutcome::ending);
            assertThat(outcome.error()).contains(BROKEN_OFF);
            assertThat(receiver.history()).hasSize(2);
            assertThat(send(receiver.url())).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(receiver.history()).hasSize(3);
        }
    }

    @Test
    void noRequestIsSentTwiceHoweverOftenConnectionsEnd() throws Exception {
        try (RawReceiver receiver =
                new RawReceiver(conversation -> conversation.say(RawReceiver.OK).close())) {
            List<AttemptOutcome> outcomes =
                    IntStream.range(0, 300).mapToObj(i -> send(receiver.url())).toList();

            long delivered = outcomes.stream().filter(AttemptOutcome::delivered).count();
            // The others met the end of the connection; what they sent, nobody has read.
            assertThat(receiver.history()).hasSize(Math.toIntExact(delivered));
        }
    }

    @Test
    void aReceiverThatAllowsAHundredConnectionsIsNeverTurnedAwayFrom() throws Exception {
        try (RawReceiver receiver = RawReceiver.allowing(100, conversation -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            conversation.say(RawReceiver.OK);
        })) {
            assertThat(sendAtOnce(receiver.url(), 300)).allMatch(AttemptOutcome::delivered);

            assertThat(receiver.turnedAway()).isZero();
            assertThat(receiver.history()).hasSize(300);
        }
    }

    @Test
    void aReceiverThatAllowsFewerConnectionsReadsNoRequestTwice() throws Exception {
        try (RawReceiver receiver = RawReceiver.allowing(10, conversation -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            conversation.say(RawReceiver.OK);
        })) {
            List<AttemptOutcome> outcomes = sendAtOnce(receiver.url(), 300);

            assertThat(receiver.turnedAway()).isPositive();
            assertThat(outcomes).anyMatch(AttemptOutcome::delivered);
            assertThat(outcomes)
                    .allMatch(outcome -> outcome.delivered() || outcome.ending() == AttemptEnding.UNREACHABLE);
            assertThat(receiver.history())
                    .extracting(request -> request.header("webhook-id"))
                    .doesNotHaveDuplicates();
        }
    }

    /** Answers the first request of each connection, and does something else after it. */
    private static Behaviour onceThen(Behaviour next) {
        return conversation -> {
            conversation.say(RawReceiver.OK);
            next.answer(conversation);
        };
    }

    private List<AttemptOutcome> sendAtOnce(URI url, int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<AttemptOutcome>> sending = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> send(url)))
                    .toList();
            return sending.stream().map(ConnectionReuseTest::outcome).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static AttemptOutcome outcome(Future<AttemptOutcome> sending) {
        try {
            return sending.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private AttemptOutcome send(URI url) {
        return sender.send(new OutgoingWebhook(
                "org",
                url,
                Map.of("webhook-id", "evt_" + sent.incrementAndGet()),
                "application/json",
                "{}",
                () -> true));
    }

    private static Settings settings() {
        Map<String, String> configured =
                Map.of("agentwarden.egress.allow", "127.0.0.0/8", "agentwarden.webhooks.timeout", "20s");
        return Settings.read(new SettingSource(key -> Optional.ofNullable(configured.get(key))));
    }
}
