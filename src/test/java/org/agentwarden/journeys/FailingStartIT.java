package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that can't start ends with exit code 1 and one line that says why. */
@Tag("full")
class FailingStartIT {

    private static final String ADMIN = "first@example.com";
    private static final String PASSWORD = "the first password";
    private static final String REASON = "AgentWarden can't start: ";

    @Test
    @ExtendWith(SharedServer.class)
    void aSecondServerOnTheSameDataDirectoryEndsAtOnce(AgentWardenServer running) throws IOException {
        AgentWardenServer second = AgentWardenServer.named("second")
                .dataIn(running.dataDirectory())
                .with("AGENTWARDEN_DATABASE_URL", "")
                .create();

        assertThat(reasonOfFailedStart(second)).contains("another server is using " + running.dataDirectory());
    }

    @Test
    @ExtendWith(SharedServer.class)
    void aPortThatIsTakenEndsTheStart(AgentWardenServer running) throws IOException {
        int port = running.baseUri().getPort();

        assertThat(reasonOfFailedStart(
                        AgentWardenServer.named("taken").port(port).create()))
                .contains("can't listen on 127.0.0.1 port " + port);
    }

    @Test
    void aRoleThatMayNotCreateTablesOrHasAnotherPasswordEndsTheStart() throws IOException {
        Assume.postgres();
        try (PostgresServer postgres = PostgresServer.start()) {
            postgres.administer("ALTER SCHEMA public OWNER TO postgres; REVOKE ALL ON SCHEMA public FROM agentwarden");
            AgentWardenServer.Setup setup =
                    AgentWardenServer.named("failing-migration").database(postgres.url());

            assertThat(reasonOfFailedStart(setup.create())).contains("permission denied for schema public");

            setup.with("AGENTWARDEN_DATABASE_PASSWORD", "another password");
            assertThat(reasonOfFailedStart(setup.create()))
                    .contains("password authentication failed for user \"agentwarden\"");
        }
    }

    @Test
    void aReplacedEncryptionKeyStopsTheStartAndCancelsNoDelivery() throws IOException, SQLException {
        try (AgentWardenServer server = AgentWardenServer.named("wrong-key")
                        .with("AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL", ADMIN)
                        .with("AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "10m")
                        .start();
                WebhookReceiver receiver = WebhookReceiver.answeringBy(request -> Reply.status(500))) {
            Company company = Company.login(server.baseUri(), ADMIN, PASSWORD);
            String webhook = webhook(company, receiver);
            company.agent("support-bot").log("stripe.refund", "failed", "{}");
            receiver.awaitFirst("log.failed");
            Path key = server.dataDirectory().resolve("keys/secret-box.key");
            String right = Files.readString(key);
            server.stop();

            Files.writeString(key, "c29tZSBvdGhlciAzMiBieXRlcyBpbiBiYXNlNjQgISE=");
            assertThat(reasonOfFailedStart(server)).contains("the encryption key is not the one");

            Files.writeString(key, right);
            sealByAnotherKey(server);
            server.start();
            server.awaitReady();
            await().atMost(LoadFactor.scale(Duration.ofMinutes(2)))
                    .until(() -> Files.readString(server.log()).contains("can not be opened"));
            assertThat(statuses(company, webhook)).containsExactly("pending");
        }
    }

    /** As the secret of an endpoint that another node, with a newer key, has made; its delivery is due at once. */
    private static void sealByAnotherKey(AgentWardenServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE webhook_endpoints SET sealed_secret = '2:00000000:AAAA'");
            statement.executeUpdate("UPDATE deliveries SET due_at = CURRENT_TIMESTAMP");
        }
    }

    private static List<String> statuses(Company company, String webhook) {
        return company.api().get("/api/webhooks/" + webhook + "/deliveries").expect(200).array().stream()
                .map(delivery -> delivery.asJsonObject().getString("status"))
                .toList();
    }

    private static String webhook(Company company, WebhookReceiver receiver) {
        return company.api()
                .post(
                        "/api/webhooks",
                        Json.createObjectBuilder()
                                .add("url", receiver.uri().toString())
                                .add("events", Json.createArrayBuilder(List.of("log.failed")))
                                .build())
                .expect(201)
                .json()
                .getString("id");
    }

    /** Starts the server, waits for its end, and returns the line that says why. */
    private static String reasonOfFailedStart(AgentWardenServer server) throws IOException {
        int earlier =
                Files.exists(server.log()) ? Files.readAllLines(server.log()).size() : 0;
        server.start();
        assertThat(server.awaitExit()).as(server.lastLogLines()).isEqualTo(1);
        List<String> printed =
                Files.readAllLines(server.log()).stream().skip(earlier).toList();
        assertThat(printed).as("no stack traces").noneMatch(line -> line.startsWith("\tat "));
        List<String> reasons =
                printed.stream().filter(line -> line.startsWith(REASON)).toList();
        assertThat(reasons).hasSize(1);
        return reasons.get(0);
    }
}
