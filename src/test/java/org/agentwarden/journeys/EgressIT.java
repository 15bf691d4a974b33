package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.ConnectProxy;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.agentwarden.systems.RawReceiver;
import org.agentwarden.systems.SelfSigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A strict operator's server: TLS or nothing, a certificate and an authority of the company's own, and a proxy that wants
 * to know who asks. It was lenient at its first start.
 */
@Tag("full")
class EgressIT {

    private static final String EVENT = "log.failed";
    private static final String PROXY_PASSWORD = "s3cr3t-of-the-proxy";
    private static final String ACTION = "stripe.refund";

    /** Only the endpoint from the lenient time hears of this one, and of no other. */
    private static final String PLAIN_ACTION = "plain.refund";

    private static final String OWN_HOST = "127.0.0.2";

    private static final String HTTPS_ONLY =
            "refused to send without TLS; agentwarden.egress.https-only wants https://";

    @TempDir
    private static Path directory;

    private static SelfSigned receiverCertificate;
    private static SelfSigned ourCertificate;
    private static RawReceiver plain;
    private static ConnectProxy proxy;
    private static AgentWardenServer server;
    private static Company company;
    private static Agent agent;
    private static Endpoint plainEndpoint;

    /** An organization that may reach {@link #OWN_HOST}, which the other may not. */
    private static Company allowed;

    private static Endpoint ownEndpoint;
    private static Endpoint foreignEndpoint;

    @BeforeAll
    static void start() throws Exception {
        receiverCertificate = SelfSigned.make(directory, "receiver", "ip:127.0.0.1");
        ourCertificate = SelfSigned.make(directory, "warden", "dns:warden.test");
        plain = RawReceiver.saying(RawReceiver.OK);
        proxy = ConnectProxy.answering(asked -> asked.lines().contains("Proxy-Authorization: Basic " + credentials())
                ? ConnectProxy.CONNECTED
                : "407 Proxy Authentication Required");
        Path data = Files.createDirectory(directory.resolve("server"));
        int port;
        try (AgentWardenServer lenient = AgentWardenServer.in(data).start()) {
            port = lenient.baseUri().getPort();
            company = Company.register(lenient.baseUri());
            agent = company.agent("egress-bot");
            plainEndpoint = withoutRetries(plain.url());
            company.changeWebhook(
                    plainEndpoint,
                    Json.createObjectBuilder()
                            .add("filter_actions", Json.createArrayBuilder().add(PLAIN_ACTION))
                            .build());
            allowed = Company.register(lenient.baseUri());
            URI own = URI.create("https://" + OWN_HOST + ":" + Ports.any() + "/hook");
            ownEndpoint = allowed.webhook(own, "log.blocked");
            foreignEndpoint = company.webhook(own, "log.blocked");
        }
        server = AgentWardenServer.in(data)
                .port(port)
                .with("AGENTWARDEN_EGRESS_ALLOW", "127.0.0.1")
                .with("AGENTWARDEN_EGRESS_ALLOW_ORGANIZATIONS", allowed.organizationId() + "=" + OWN_HOST)
                .with("AGENTWARDEN_EGRESS_HTTPS_ONLY", "true")
                .with("AGENTWARDEN_EGRESS_PROXY", proxy.url())
                .with("AGENTWARDEN_EGRESS_PROXY_USER", "warden")
                .with("AGENTWARDEN_EGRESS_PROXY_PASSWORD", PROXY_PASSWORD)
                .with(
                        "AGENTWARDEN_EGRESS_CLIENT_CERTIFICATE",
                        ourCertificate.keyStore().toString())
                .with("AGENTWARDEN_EGRESS_CLIENT_CERTIFICATE_PASSWORD", SelfSigned.PASSWORD)
                .with(
                        "AGENTWARDEN_EGRESS_TRUSTED_CERTIFICATES",
                        receiverCertificate.pem().toString())
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        proxy.close();
        plain.close();
    }

    @Test
    void aWebhookGoesThroughTheProxyToAReceiverThatWantsOurCertificate() throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                receiverCertificate.serverSocketFor(ourCertificate),
                conversation -> conversation.say(RawReceiver.OK))) {
            Endpoint endpoint = withoutRetries(receiver.url("https", "127.0.0.1"));
            raiseEvent(ACTION);

            DeliveryStates.await(company, endpoint, "delivered");
            company.deleteWebhook(endpoint);
            assertThat(receiver.request().headers()).noneMatch(header -> header.startsWith("Proxy-"));
            assertThat(proxy.asked())
                    .extracting(ConnectProxy.Asked::target)
                    .containsOnlyOnce("127.0.0.1:" + receiver.port());
            assertThat(Files.readString(server.log())).doesNotContain(PROXY_PASSWORD, credentials());
        }
    }

    @Test
    void aReceiverThatNobodyVouchesForGetsNothing() throws Exception {
        SelfSigned stranger = SelfSigned.make(directory, "stranger", "ip:127.0.0.1");
        try (RawReceiver receiver =
                new RawReceiver(stranger.serverSocket(), conversation -> conversation.say(RawReceiver.OK))) {
            Endpoint endpoint = withoutRetries(receiver.url("https", "127.0.0.1"));
            raiseEvent(ACTION);

            assertThat(errorOf(endpoint)).startsWith("TLS failed: ");
            assertThat(receiver.unreadRequests()).isZero();
        }
    }

    @Test
    void whatTheProxyCanNotReachIsSaidToBeItsFault() throws Exception {
        Endpoint endpoint = withoutRetries(URI.create("https://127.0.0.1:" + Ports.any() + "/hook"));
        raiseEvent(ACTION);

        assertThat(errorOf(endpoint)).isEqualTo("the proxy ended the connection without an answer");
    }

    @Test
    void anEndpointFromTheLenientTimeGetsNothingAndItsRowSaysWhy() {
        raiseEvent(PLAIN_ACTION);

        assertThat(errorOf(plainEndpoint)).isEqualTo(HTTPS_ONLY);
        assertThat(plain.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://receiver.example/hook | refused to send without TLS; agentwarden.egress.https-only wants https://",
                "https://10.0.0.1/hook | refused to connect to 10.0.0.1 (private); agentwarden.egress.allow can allow it",
                "https://127.0.0.1:PORT/hook | refused to connect to 127.0.0.1:PORT: this server listens there itself"
                        + " (agentwarden.http.address and .port)",
                "https://localhost:PORT/ | refused to connect to 127.0.0.1:PORT: this server listens there itself"
                        + " (agentwarden.http.address and .port)"
            })
    void whatShowsInTheUrlIsRefusedAtOnce(String url, String problem) {
        String port = Integer.toString(server.baseUri().getPort());
        JsonObject problems = Json.createObjectBuilder()
                .add("field", "url")
                .add("message", problem.replace("PORT", port))
                .build();
        JsonObject change = Json.createObjectBuilder()
                .add("url", url.replace("PORT", port))
                .add("events", Json.createArrayBuilder().add(EVENT))
                .build();
        Endpoint endpoint = company.webhook(URI.create("https://receiver.example/hook"), "log.blocked");

        for (Answer answer : List.of(
                company.api().post("/api/webhooks", change),
                company.api().put("/api/webhooks/" + endpoint.id(), change))) {
            JsonObject refused = answer.expect(400).json().getJsonObject("detail");
            assertThat(refused.getString("error")).isEqualTo("validation_error");
            assertThat(refused.getJsonArray("fields").getValuesAs(JsonObject.class))
                    .containsExactly(problems);
        }
        assertThat(company.webhook(endpoint).getString("url")).isEqualTo("https://receiver.example/hook");
        company.deleteWebhook(endpoint);
    }

    @Test
    void onlyTheOrganizationThatTheOperatorHasNamedReachesItsPrivateAddress() {
        String refusal = "refused to connect to " + OWN_HOST + " (loopback); agentwarden.egress.allow can allow it";
        URI url = URI.create(allowed.webhook(ownEndpoint).getString("url"));

        assertThat(company.testWebhook(foreignEndpoint).getString("error")).isEqualTo(refusal);
        assertThat(asked(url)).isZero();
        assertThat(allowed.testWebhook(ownEndpoint).getString("error"))
                .isEqualTo("the proxy ended the connection without an answer");
        assertThat(asked(url)).isPositive();

        JsonObject change =
                Json.createObjectBuilder().add("url", url.toString()).build();
        assertThat(company.api()
                        .put("/api/webhooks/" + foreignEndpoint.id(), change)
                        .expect(400)
                        .body())
                .contains(refusal);
        allowed.api().put("/api/webhooks/" + ownEndpoint.id(), change).expect(200);
        allowed.webhook(url, "log.blocked");
    }

    private static long asked(URI url) {
        return proxy.asked().stream()
                .filter(asked -> asked.target().equals(url.getAuthority()))
                .count();
    }

    @Test
    void aNameInOtherLettersIsKeptAndShownInAscii() {
        Endpoint endpoint = company.webhook(URI.create("https://bücher.example/hook"), "log.blocked");

        assertThat(company.webhook(endpoint).getString("url")).isEqualTo("https://xn--bcher-kva.example/hook");
        company.deleteWebhook(endpoint);
    }

    @Test
    void aCertificateThatIsNotThereStopsTheStartInOneLine() throws Exception {
        String missing = directory.resolve("missing.pem").toString();
        AgentWardenServer stopped = AgentWardenServer.in(Files.createDirectory(directory.resolve("stopped")))
                .with("AGENTWARDEN_EGRESS_TRUSTED_CERTIFICATES", missing)
                .create();
        stopped.start();

        await().atMost(LoadFactor.scale(Duration.ofMinutes(1))).until(() -> !stopped.isAlive());
        assertThat(Files.readAllLines(stopped.log()))
                .containsExactly("agentwarden.egress.trusted-certificates: '" + missing
                        + "' must be a PEM file of certificates");
    }

    private static Endpoint withoutRetries(URI url) {
        Endpoint endpoint = company.webhook(url, EVENT);
        company.changeWebhook(
                endpoint, Json.createObjectBuilder().add("max_retries", 0).build());
        return endpoint;
    }

    /** What the only attempt of the only delivery came to; the endpoint is gone afterwards. */
    private static String errorOf(Endpoint endpoint) {
        JsonObject delivery = DeliveryStates.await(company, endpoint, "exhausted");
        company.deleteWebhook(endpoint);
        List<JsonObject> attempts = delivery.getJsonArray("attempts").getValuesAs(JsonObject.class);
        assertThat(attempts).hasSize(1);
        return attempts.get(0).getString("error");
    }

    private static void raiseEvent(String action) {
        agent.log(action, "failed", "{\"amount\":50.00}");
    }

    private static String credentials() {
        return Base64.getEncoder().encodeToString(("warden:" + PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8));
    }
}
