package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.AgentWardenServer.Finished;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An organization takes its data away, and leaves. What becomes of its rows, {@link RemovedRowsIT} looks at. */
@ExtendWith(SharedServer.class)
class OrganizationRemovalIT {

    private static final String PASSWORD = "a password that nobody exports";
    private static final String HEADER_VALUE = "a-header-that-nobody-exports";
    private static final String ACTION = "stripe.refund";

    private final String inAMonth = LocalDate.now(ZoneOffset.UTC).plusDays(30) + "T00:00:00.000000Z";

    private AgentWardenServer server;
    private Company company;
    private String name;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        name = "Leaving " + UUID.randomUUID();
        company = Company.register(server.baseUri(), email("ada"), PASSWORD, name);
    }

    private String email(String person) {
        return person + "@" + name.replace(' ', '-').toLowerCase(Locale.ROOT) + ".example";
    }

    private Map<String, String> export(Company reader) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (InputStream answer = reader.api().stream("/api/organization/export");
                ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.readAllBytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String invite(String email) {
        return company.api()
                .post("/api/invitations", "{\"email\":\"" + email + "\",\"role\":\"viewer\"}")
                .expect(201)
                .json()
                .getString("token");
    }

    private Endpoint webhook(WebhookReceiver receiver) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("url", receiver.uri().toString())
                .add("events", Json.createArrayBuilder(List.of("log.failed", "log.pending_approval")))
                .add("headers", Json.createObjectBuilder().add("X-Key", HEADER_VALUE))
                .build();
        JsonObject created =
                company.api().post("/api/webhooks", wanted).expect(201).json();
        return new Endpoint(created.getString("id"), created.getString("secret"));
    }

    @Test
    void anExportHoldsEveryKindAndNoSecret(@TempDir Path directory) throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Agent agent = company.agent("exported-bot");
            company.requireApproval(agent, ACTION);
            Endpoint endpoint = webhook(receiver);
            String approval = agent.check(ACTION, "{\"amount\":500.00}").awaitedApproval();
            String logged = agent.log(ACTION, "failed", "{}").getString("id");
            receiver.awaitFirst("log.failed");
            await().atMost(LoadFactor.scale(Duration.ofSeconds(10)))
                    .until(() ->
                            company.deliveries(endpoint, "status=delivered").size() == 2);
            company.api()
                    .post("/api/webhooks/" + endpoint.id() + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                    .expect(202);
            String invitation = invite(email("invited"));
            Company stranger = Company.register(server.baseUri());
            Agent strangers = stranger.agent("not-exported-bot");

            company.team("Finance", company);
            Company colleague = company.invite("approver");
            delegate(company.userId(), company, colleague);
            delegate(stranger.userId(), stranger, stranger.invite("approver"));

            Map<String, String> files = export(company);

            assertThat(files.keySet())
                    .containsExactly(
                            "agents.jsonl",
                            "api_keys.jsonl",
                            "approvals.jsonl",
                            "delegations.jsonl",
                            "deliveries.jsonl",
                            "events.jsonl",
                            "invitations.jsonl",
                            "log.jsonl",
                            "organization.json",
                            "permissions.jsonl",
                            "resends.jsonl",
                            "teams.jsonl",
                            "users.jsonl",
                            "webhooks.jsonl");
            assertThat(files.values())
                    .allSatisfy(file -> assertThat(file).startsWith("{").endsWith("}\n"));
            assertThat(files.get("agents.jsonl")).contains(agent.id()).hasLineCount(1);
            assertThat(files.get("approvals.jsonl")).contains(approval, "500.00");
            assertThat(files.get("events.jsonl"))
                    .contains("log.failed", "log.pending_approval")
                    .hasLineCount(2);
            assertThat(files.get("deliveries.jsonl"))
                    .contains("\"attempts\":[{")
                    .hasLineCount(2);
            assertThat(files.get("users.jsonl")).contains(company.email());
            assertThat(files.get("teams.jsonl")).contains("Finance", company.userId());
            assertThat(files.get("delegations.jsonl"))
                    .startsWith(
                            "{\"user\":\"" + company.userId() + "\",\"to\":\"" + colleague.userId() + "\",\"from\":")
                    .contains("\"until\":\"" + inAMonth + "\"}")
                    .hasLineCount(1);
            assertThat(files.get("webhooks.jsonl")).contains("X-Key");
            assertThat(files.get("log.jsonl")).contains(logged, "organization.registered", "user.signed_in");
            assertThat(String.join("\n", files.values()))
                    .doesNotContain(PASSWORD, HEADER_VALUE, endpoint.secret(), agent.apiKey(), invitation)
                    .doesNotContain(company.token(), sha256(agent.apiKey()), sha256(invitation))
                    .doesNotContain(stranger.organizationId(), strangers.id(), stranger.email());
            Path log = Files.writeString(directory.resolve("log.jsonl"), files.get("log.jsonl"));
            Finished checked = server.finish(List.of("verify-log", log.toString()));
            assertThat(checked.output()).contains(company.organizationId(), "0 seals", "have no seal yet");
            assertThat(checked.exitCode()).isZero();
        }
    }

    private void delegate(String user, Company admin, Company to) {
        admin.api()
                .put(
                        "/api/users/" + user + "/delegation",
                        "{\"to\":\"%s\",\"until\":\"%s\"}".formatted(to.userId(), inAMonth))
                .expect(200);
    }

    @Test
    void anOrganizationIsRemovedByWhoWasAskedWithItsName() {
        Company colleague = company.invite("admin");
        Company stranger = Company.register(server.baseUri());
        company.agent("removed-bot");
        Instant now = Instant.now();

        JsonObject asked = Removal.ask(company);

        String confirmation = asked.getString("confirmation");
        assertThat(asked.getString("error")).isEqualTo("confirmation_required");
        assertThat(asked.getString("name")).isEqualTo(name);
        assertThat(Instant.parse(asked.getString("expires_at")))
                .isBetween(now.plus(Duration.ofMinutes(9)), now.plus(Duration.ofMinutes(15)));
        JsonObject removes = asked.getJsonObject("removes");
        assertThat(removes.getJsonObject("agents").toString()).isEqualTo("{\"number\":1,\"or_more\":false}");
        assertThat(removes.getJsonObject("users").getInt("number")).isEqualTo(2);
        assertThat(removes.getJsonObject("log_rows").getInt("number")).isPositive();

        assertRefused(Removal.confirm(company, "wrong", name), "confirmation");
        assertRefused(Removal.confirm(company, confirmation, "Another name"), "name");
        assertRefused(Removal.confirm(colleague, confirmation, name), "confirmation");
        assertRefused(Removal.confirm(stranger, confirmation, Removal.name(stranger)), "confirmation");
        String newer = Removal.ask(company).getString("confirmation");
        assertRefused(Removal.confirm(company, confirmation, name), "confirmation");
        company.api().get("/api/agents").expect(200);

        Removal.confirm(company, newer, name).expect(202);

        assertThat(Removal.confirm(company, newer, name).status()).isEqualTo(401);
        stranger.api().get("/api/agents").expect(200);
    }

    private static void assertRefused(Answer answer, String field) {
        JsonObject detail = answer.expect(400).json().getJsonObject("detail");
        assertThat(detail.getJsonArray("fields").getJsonObject(0).getString("field"))
                .isEqualTo(field);
    }

    @Test
    void allRightsEndWithTheAnswerAndTheAddressesAreFree() {
        Agent agent = company.agent("removed-bot");
        company.allow(agent, ACTION);
        agent.check(ACTION, "{}");
        Company colleague = company.invite("approver");
        String invitation = invite(email("invited"));
        String session = Api.anonymous(server.baseUri())
                .post("/auth/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(company.email(), PASSWORD))
                .expect(200)
                .header("set-cookie")
                .orElseThrow();
        Map<String, String> cookie = Map.of("Cookie", session.substring(0, session.indexOf(';')));
        Api anonymous = Api.anonymous(server.baseUri());

        Removal.remove(company);

        assertThat(agent.ask(ACTION, "{}").status()).isEqualTo(401);
        assertThat(agent.report(ACTION, "failed", "{}").status()).isEqualTo(401);
        assertThat(company.api().get("/api/agents").status()).isEqualTo(401);
        assertThat(colleague.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(anonymous.send("GET", "/api/agents", cookie, new byte[0]).status())
                .isEqualTo(401);
        assertThat(anonymous
                        .send("GET", "/auth/session", cookie, new byte[0])
                        .expect(200)
                        .json()
                        .isNull("user"))
                .isTrue();
        assertThat(anonymous
                        .post(
                                "/auth/accept-invitation",
                                "{\"token\":\"" + invitation + "\",\"password\":\"" + PASSWORD + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(anonymous
                        .post(
                                "/auth/login",
                                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(company.email(), PASSWORD))
                        .status())
                .isEqualTo(401);
        Company again = Company.register(server.baseUri(), company.email(), PASSWORD, name);
        assertThat(again.organizationId()).isNotEqualTo(company.organizationId());
        assertThat(again.api().get("/api/agents").expect(200).array()).isEmpty();
    }

    @Test
    void nothingIsSentAfterTheAnswerAndAnotherOrganizationGetsItsWebhooks() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500));
                WebhookReceiver others = WebhookReceiver.start()) {
            Agent agent = company.agent("removed-bot");
            Endpoint endpoint = webhook(receiver);
            Company other = Company.register(server.baseUri());
            Agent othersAgent = other.agent("staying-bot");
            other.webhook(others.uri(), "log.failed");
            for (int number = 0; number < 3; number++) {
                agent.log(ACTION, "failed", "{}");
            }
            receiver.awaitRequests("log.failed", 3);
            await().atMost(LoadFactor.scale(Duration.ofSeconds(10)))
                    .until(() -> company.deliveries(endpoint, "status=pending").getValuesAs(JsonObject.class).stream()
                            .allMatch(delivery -> delivery.getInt("attempt_count") > 0));

            Removal.remove(company);
            int sent = receiver.requests().size();

            othersAgent.log(ACTION, "failed", "{}");
            others.awaitFirst("log.failed");
            await().during(Duration.ofSeconds(6))
                    .atMost(LoadFactor.scale(Duration.ofSeconds(12)))
                    .until(() -> receiver.requests().size() == sent);
        }
    }
}
