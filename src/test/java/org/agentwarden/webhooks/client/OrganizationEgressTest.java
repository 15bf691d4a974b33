package org.agentwarden.webhooks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.agentwarden.settings.SettingSource;
import org.agentwarden.settings.Settings;
import org.agentwarden.systems.ConnectProxy;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.webhooks.deliveries.AttemptEnding;
import org.agentwarden.webhooks.deliveries.AttemptOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two organizations have a webhook to the same receiver at a private address, which only one of them may reach. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrganizationEgressTest {

    private static final String ALLOWED = "3b241101-e2bb-4255-8caf-4136c566a962";
    private static final String OTHER = "9f0b6ad4-0d7c-4f0e-9a53-ff2f3a6f6a10";
    private static final String THIRD = "0d1f1a52-6b0e-4d3f-8a39-4c6c3c0f6b11";
    private static final Map<String, String> ONLY_ONE =
            Map.of("agentwarden.egress.allow.organizations", ALLOWED + "=127.0.0.1/32");

    private Optional<WebhookClient> client = Optional.empty();

    @AfterEach
    void close() {
        client.ifPresent(WebhookClient::close);
    }

    @Test
    void noRequestUsesAConnectionThatOnlyAnotherOrganizationMayOpen() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(ONLY_ONE);
            URI url = receiver.url("http", "receiver.test");

            assertNotPublic(send(sender, OTHER, url));
            assertThat(send(sender, ALLOWED, url)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertNotPublic(send(sender, OTHER, url));
            assertThat(send(sender, ALLOWED, url)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.history()).hasSize(2);
        }
    }

    @Test
    void requestsOfBothAtOnceAreJudgedEachByItsOrganization() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(ONLY_ONE);
            URI url = receiver.url("http", "receiver.test");
            ExecutorService threads = Executors.newFixedThreadPool(32);
            try {
                List<Future<AttemptOutcome>> sending = IntStream.range(0, 200)
                        .mapToObj(i -> threads.submit(() -> send(sender, i % 2 == 0 ? ALLOWED : OTHER, url)))
                        .toList();
                for (int i = 0; i < sending.size(); i++) {
                    assertThat(sending.get(i).get())
                            .returns(
                                    i % 2 == 0 ? AttemptEnding.DELIVERED : AttemptEnding.REFUSED_BY_POLICY,
                                    AttemptOutcome::ending);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(receiver.history()).hasSize(100);
        }
    }

    @Test
    void anAddressInTheUrlIsJudgedByTheOrganizationToo() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(ONLY_ONE);

            assertThat(send(sender, ALLOWED, receiver.url())).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(send(sender, OTHER, receiver.url()))
                    .returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
            assertThat(receiver.history()).hasSize(1);
        }
    }

    @Test
    void theProxyIsNotAskedForWhatAnOrganizationMayNotReach() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK);
                ConnectProxy proxy = ConnectProxy.start()) {
            Map<String, String> given = new HashMap<>(ONLY_ONE);
            given.put("agentwarden.egress.proxy", proxy.url());
            WebhookSender sender = sender(given);
            URI url = receiver.url("http", "receiver.test");

            assertNotPublic(send(sender, OTHER, url));
            assertThat(send(sender, ALLOWED, url)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertNotPublic(send(sender, OTHER, url));

            assertThat(proxy.asked()).hasSize(1);
            assertThat(receiver.history()).hasSize(1);
        }
    }

    @Test
    void organizationsWithoutBlocksOfTheirOwnShareConnections() throws Exception {
        try (RawReceiver receiver = RawReceiver.saying(RawReceiver.OK)) {
            WebhookSender sender = sender(Map.of("agentwarden.egress.allow", "127.0.0.0/8"));
            URI url = receiver.url("http", "receiver.test");

            assertThat(send(sender, OTHER, url)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);
            assertThat(send(sender, THIRD, url)).returns(AttemptEnding.DELIVERED, AttemptOutcome::ending);

            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    private static void assertNotPublic(AttemptOutcome outcome) {
        assertThat(outcome).returns(AttemptEnding.REFUSED_BY_POLICY, AttemptOutcome::ending);
        assertThat(outcome.error()).contains("refused to connect: receiver.test does not have a public address");
    }

    private WebhookSender sender(Map<String, String> further) {
        Map<String, String> given = new HashMap<>(further);
        given.put("agentwarden.webhooks.timeout", "20s");
        Settings settings = Settings.read(new SettingSource(key -> Optional.ofNullable(given.get(key))));
        WebhookClient receiver = new WebhookClient(
                settings, host -> InetAddress.getAllByName(host.equals("receiver.test") ? "127.0.0.1" : host));
        client = Optional.of(receiver);
        return new WebhookSender(receiver, settings, InstantSource.system());
    }

    private static AttemptOutcome send(WebhookSender sender, String organizationId, URI url) {
        return sender.send(new OutgoingWebhook(
                organizationId, url, Map.of("webhook-id", "evt_1"), "application/json", "{}", () -> true));
    }
}
