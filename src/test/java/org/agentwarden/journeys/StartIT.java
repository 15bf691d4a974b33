package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class StartIT {

    private static final String ADMIN = "first@example.com";
    private static final String PASSWORD = "boot${x}pass $$ ${HOME} open${brace";
    private static final String API_KEY = "ak_bootstrap_0123456789abcdef";
    private static final int FIRST_JDK_WITH_OWN_NAME = 21;
    private static final long BETWEEN_KNOCKS_NANOS = 10_000_000;

    /** The platform alone would answer with pages of its own, and now and then with an empty success. */
    @Test
    void whoKnocksWhileTheServerStartsIsAnsweredByTheApplicationOrByNobody() throws Exception {
        Set<Answer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean ready = new AtomicBoolean();
        ExecutorService visitor = Executors.newSingleThreadExecutor();
        try (AgentWardenServer server = AgentWardenServer.named("start")
                .inLanguage("ar", "EG")
                .with("AGENTWARDEN_REGISTRATION", "closed")
                .with("AGENTWARDEN_PLANS", "operator")
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL", ADMIN)
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
                .with("AGENTWARDEN_BOOTSTRAP_ORGANIZATION", "Closed Society")
                .with("AGENTWARDEN_BOOTSTRAP_API_KEY", API_KEY)
                .with("AGENTWARDEN_PUBLIC_URL", "https://warden.example.com/")
                .create()) {
            Api api = Api.withKey(server.baseUri(), "ak_nobody_knows_this_key_0000000000000000");
            var knocking = visitor.submit(() -> {
                while (!ready.get()) {
                    knock(api, answers);
                    LockSupport.parkNanos(BETWEEN_KNOCKS_NANOS);
                }
            });
            server.start();
            server.awaitReady();
            ready.set(true);
            knocking.get();
            theConfiguredAdministratorIsThere(server);
            strangersCanNotRegister(server);
            whoIsInvitedCanJoin(server);
            thePlanIsTheOperatorsToChoose(server);
            answersAreTheSameInEveryLanguageOfTheJvm(server);
            aRemovedFirstAdministratorStaysAway(server);
        } finally {
            visitor.shutdownNow();
        }
        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().getString("detail")).isEqualTo("Invalid API key");
        });
    }

    /** Many containers have such a name. */
    @Test
    void aHostWhoseOwnNameHasNoAddressStartsAndDelivers() throws IOException {
        Assume.present(Runtime.version().feature() >= FIRST_JDK_WITH_OWN_NAME, "JDK 21 or newer");
        List<String> rename = List.of("unshare", "--uts", "hostname", "name-without-address");
        Assume.present(Tools.run(Path.of("."), "", rename).exitCode() == 0, "unshare, or the right to name a host");
        try (AgentWardenServer server = AgentWardenServer.named("own-name")
                        .onHostNamed("name-without-address")
                        .start();
                WebhookReceiver receiver = WebhookReceiver.start()) {
            Company company = Company.register(server.baseUri());
            company.webhook(receiver.uri());
            company.agent("refund-bot").log("stripe.refund", "failed", "{}");

            receiver.awaitFirst("log.failed");
            // The server's own, which the connector of the WAR fits; see ADR 42.
            assertThat(Files.readString(server.log())).containsPattern("Webhooks are sent by Jersey 4[0-9.]+payara");
        }
    }

    private static void theConfiguredAdministratorIsThere(AgentWardenServer server) {
        Company company = Company.login(server.baseUri(), ADMIN, PASSWORD);

        JsonObject me = company.api().get("/auth/me").expect(200).json();
        assertThat(me.getString("role")).isEqualTo("admin");
        assertThat(me.getString("organization_name")).isEqualTo("Closed Society");
        assertThat(company.changes())
                .extracting(row -> row.getString("action"))
                .containsExactly("api_key.created", "organization.registered");
        Answer checked =
                Api.withKey(server.baseUri(), API_KEY).post("/sdk/check", "{\"agent_id\":\"nobody\",\"action\":\"a\"}");
        assertThat(checked.status()).isEqualTo(404);
        assertThat(checked.json().getString("detail")).isEqualTo("Agent not found");
    }

    private static void strangersCanNotRegister(AgentWardenServer server) {
        Answer answer = Api.anonymous(server.baseUri())
                .post(
                        "/auth/register",
                        "{\"email\":\"eve@example.com\",\"password\":\"long enough\",\"organization_name\":\"Eve\"}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getJsonObject("detail").getString("error")).isEqualTo("forbidden");
    }

    private static void whoIsInvitedCanJoin(AgentWardenServer server) {
        Company company = Company.login(server.baseUri(), ADMIN, PASSWORD);
        JsonObject invitation = company.api()
                .post("/api/invitations", "{\"email\":\"ben@example.com\",\"role\":\"viewer\"}")
                .expect(201)
                .json();

        assertThat(invitation.getString("link"))
                .isEqualTo("https://warden.example.com/accept-invitation?token=" + invitation.getString("token"));
        assertThat(company.invite("approver").organizationId()).isEqualTo(company.organizationId());
    }

    private static void thePlanIsTheOperatorsToChoose(AgentWardenServer server) {
        Company company = Company.login(server.baseUri(), ADMIN, PASSWORD);

        Answer refused = company.api().put("/api/organization", "{\"plan\": \"free\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getJsonObject("detail").getString("error")).isEqualTo("forbidden");
        JsonObject kept = company.api()
                .put("/api/organization", "{\"name\": \"Open Society\", \"plan\": \"enterprise\"}")
                .expect(200)
                .json();
        assertThat(kept.getString("name")).isEqualTo("Open Society");
        assertThat(Api.anonymous(server.baseUri())
                        .get("/auth/session")
                        .expect(200)
                        .json()
                        .getString("plans"))
                .isEqualTo("operator");
    }

    /** An Arabic JVM formats numbers with digits of its own unless it is told otherwise. */
    private static void answersAreTheSameInEveryLanguageOfTheJvm(AgentWardenServer server) {
        Company company = Company.login(server.baseUri(), ADMIN, PASSWORD);
        Agent agent = company.agent("polyglot");
        agent.log("crm.read", "success", "{\"amount\":1234.5}");
        company.webhook(URI.create("http://127.0.0.1:9/"), "log.failed");
        List<Answer> answers = Stream.of(
                        "/auth/me",
                        "/api/logs",
                        "/api/logs?kind=all&limit=0",
                        "/api/logs?created_after=yesterday",
                        "/api/logs/export?format=csv",
                        "/api/agents",
                        "/api/agents?limit=1000000",
                        "/api/webhooks",
                        "/api/webhooks?offset=-1",
                        "/api/api-keys",
                        "/health/ready",
                        "/metrics",
                        "/nowhere")
                .map(company.api()::get)
                .toList();

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.body()).matches(StandardCharsets.US_ASCII.newEncoder()::canEncode));
        assertThat(answers.get(1).array().getJsonObject(0).getString("created_at"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*Z");
    }

    private static void aRemovedFirstAdministratorStaysAway(AgentWardenServer server) {
        Company first = Company.login(server.baseUri(), ADMIN, PASSWORD);
        Company second = first.invite("admin");
        second.api().delete("/api/users/" + first.userId()).expect(204);

        server.restart();

        Api anonymous = Api.anonymous(server.baseUri());
        assertThat(anonymous
                        .post("/auth/login", "{\"email\":\"" + ADMIN + "\",\"password\":\"" + PASSWORD + "\"}")
                        .status())
                .isEqualTo(401);
        assertThat(second.api().get("/auth/me").status()).isEqualTo(200);
    }

    private static void knock(Api api, Set<Answer> answers) {
        try {
            answers.add(api.post("/sdk/log", "{}"));
        } catch (UncheckedIOException e) {
            // Nobody is there yet.
        }
    }
}
