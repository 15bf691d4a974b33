package org.agentwarden.journeys;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.agentwarden.openapi.ApiDocument;
import org.agentwarden.openapi.DocumentedApi;
import org.agentwarden.openapi.Operation;
import org.agentwarden.openapi.Refusals;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A journey through all operations of the API, most of it with the document's own examples: every answer is as
 * documented, member by member, or {@link DocumentedApi} fails.
 */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class DocumentedAnswersIT {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));
    private static final String PASSWORD = "correct horse";

    private URI base;
    private ApiDocument document;
    private DocumentedApi nobody;

    @BeforeAll
    void fetch(AgentWardenServer server) {
        base = server.baseUri();
        document = OpenApiIT.fetch(Api.anonymous(base));
        nobody = DocumentedApi.of(document, Api.anonymous(base));
    }

    @Test
    void everyAnswerOfAJourneyThroughAllOperationsIsAsDocumented() {
        String email = someEmail();
        nobody.post(
                        "/auth/register",
                        json(Map.of("email", email, "password", PASSWORD, "organization_name", "Example")))
                .expect(200);
        String token = nobody.post("/auth/login", json(Map.of("email", email, "password", PASSWORD)))
                .expect(200)
                .json()
                .getString("access_token");
        DocumentedApi admin = nobody.as(Api.withToken(base, token));
        nobody.get("/metrics").expect(200);

        String adminId = people(admin);
        organization(admin);
        session(email);
        String agentId = admin.post("/api/agents").expect(201).json().getString("id");
        String permissionId = admin.post("/api/agents/{id}/permissions", agentId)
                .expect(201)
                .json()
                .getString("id");
        JsonObject key = admin.post("/api/api-keys").expect(201).json();
        DocumentedApi agent = nobody.as(Api.withKey(base, key.getString("key")));
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookReceiver broken = WebhookReceiver.answering(Reply.status(500))) {
            String webhookId = webhook(admin, receiver.uri(), "none");
            String blockedId = webhook(admin, broken.uri(), "block");
            webhooks(admin, webhookId);
            approvals(admin, agent);
            log(admin, agent);
            deliveries(admin, webhookId, blockedId);
            resends(admin, webhookId);
            admin.delete("/api/webhooks/{id}", blockedId).expect(204);
            admin.delete("/api/webhooks/{id}", webhookId).expect(204);
        }
        admin.post("/api/agents/{id}/try", agentId).expect(200);
        permissions(admin, agentId, permissionId);
        agents(admin, agentId);
        admin.get("/api/api-keys").expect(200);
        admin.put("/api/api-keys/{id}", key.getString("id")).expect(200);
        admin.delete("/api/api-keys/{id}", key.getString("id")).expect(204);
        admin.put("/api/users/{id}", adminId).expect(409);
        removal(admin);

        assertThat(admin.answered()).containsAll(successes());
    }

    private Set<String> successes() {
        return document.operations().stream()
                .filter(operation -> !operation.isStream())
                .map(operation -> operation + " " + operation.success())
                .collect(toSet());
    }

    /** @return the admin's id */
    private static String people(DocumentedApi admin) {
        String bob = admin.post(
                        "/api/users", json(Map.of("email", someEmail(), "password", PASSWORD, "role", "approver")))
                .expect(201)
                .json()
                .getString("id");
        delegations(admin, bob);
        admin.put("/api/users/{id}", bob).expect(200);
        teams(admin, bob);
        assertThat(admin.get("/api/users").expect(200).array()).hasSize(2);
        admin.delete("/api/users/{id}", bob).expect(204);
        return admin.get("/auth/me").expect(200).json().getString("id");
    }

    private static void delegations(DocumentedApi admin, String colleague) {
        String admins = admin.get("/auth/me").expect(200).json().getString("id");
        String until = Instant.now().plus(Duration.ofDays(1)).toString();
        JsonObject own = json(Map.of("to", colleague, "until", until));
        JsonObject others = json(Map.of("to", admins, "until", until));
        admin.put("/api/users/me/delegation", own).expect(200);
        admin.get("/api/users/me/delegation").expect(200);
        admin.delete("/api/users/me/delegation").expect(204);
        admin.get("/api/users/me/delegation").expect(200);
        admin.put("/api/users/me/delegation", others).expect(400);
        admin.put("/api/users/{id}/delegation", others, colleague).expect(200);
        admin.get("/api/users/{id}/delegation", colleague).expect(200);
        admin.delete("/api/users/{id}/delegation", colleague).expect(204);
    }

    private static void teams(DocumentedApi admin, String member) {
        JsonObject wanted = Json.createObjectBuilder()
                .add("name", "Finance")
                .add("members", Json.createArrayBuilder().add(member))
                .build();
        String id = admin.post("/api/teams", wanted).expect(201).json().getString("id");
        admin.post("/api/teams", wanted).expect(409);
        assertThat(admin.get("/api/teams").expect(200).array()).hasSize(1);
        admin.get("/api/teams/{id}", id).expect(200);
        admin.put("/api/teams/{id}", id).expect(200);
        admin.delete("/api/teams/{id}", id).expect(204);
    }

    private void session(String email) {
        nobody.get("/auth/session").expect(200);
        nobody.post("/auth/session", json(Map.of("email", email, "password", PASSWORD)))
                .expect(200);
        nobody.delete("/auth/session").expect(204);
    }

    private static void removal(DocumentedApi admin) {
        admin.get("/api/organization/export").expect(200);
        JsonObject asked = admin.delete("/api/organization").expect(409).json().getJsonObject("detail");
        JsonObject confirmed =
                json(Map.of("confirmation", asked.getString("confirmation"), "name", asked.getString("name")));
        admin.delete("/api/organization", confirmed).expect(202);
    }

    private void organization(DocumentedApi admin) {
        admin.get("/api/organization").expect(200);
        admin.put("/api/organization").expect(200);
        JsonObject invitation = json(Map.of("email", someEmail(), "role", "viewer"));
        JsonObject invited =
                admin.post("/api/invitations", invitation).expect(201).json();
        JsonObject other = admin.post("/api/invitations", json(Map.of("email", someEmail(), "role", "viewer")))
                .expect(201)
                .json();
        assertThat(admin.get("/api/invitations").expect(200).array()).hasSize(2);
        admin.delete("/api/invitations/{id}", other.getString("id")).expect(204);
        String token = nobody.post(
                        "/auth/accept-invitation",
                        json(Map.of("token", invited.getString("token"), "password", PASSWORD)))
                .expect(200)
                .json()
                .getString("access_token");
        String link = admin.post("/api/users/{id}/password-link", user(token))
                .expect(201)
                .json()
                .getString("token");
        token = nobody.post("/auth/reset-password", json(Map.of("token", link, "password", PASSWORD)))
                .expect(200)
                .json()
                .getString("access_token");
        nobody.as(Api.withToken(base, token))
                .post("/auth/password", json(Map.of("current_password", PASSWORD, "new_password", PASSWORD + "2")))
                .expect(200);
    }

    private String user(String token) {
        return Api.withToken(base, token).get("/auth/me").expect(200).json().getString("id");
    }

    private static String webhook(DocumentedApi admin, URI url, String ordering) {
        JsonArrayBuilder events = Json.createArrayBuilder().add("log.failed").add("log.pending_approval");
        JsonObject wanted = Json.createObjectBuilder()
                .add("url", url.toString())
                .add("events", events)
                .add("ordering", ordering)
                .add("max_retries", 0)
                .build();
        return admin.post("/api/webhooks", wanted).expect(201).json().getString("id");
    }

    private static void webhooks(DocumentedApi admin, String id) {
        assertThat(admin.get("/api/webhooks/events").expect(200).array()).isNotEmpty();
        assertThat(admin.get("/api/webhooks?limit=1").expect(200).array()).hasSize(1);
        admin.get("/api/webhooks/{id}", id).expect(200);
        admin.put("/api/webhooks/{id}", json(Map.of("enabled", false)), id).expect(200);
        admin.post("/api/webhooks/{id}/test", id).expect(409);
        admin.put("/api/webhooks/{id}", id).expect(200);
        admin.post("/api/webhooks/{id}/rotate-secret", id).expect(200);
        admin.get("/api/webhooks/{id}/public-keys", id).expect(200);
        admin.post("/api/webhooks/{id}/test", id).expect(200);
        admin.get("/api/webhooks/{id}/stats", id).expect(200);
        admin.get("/api/overview").expect(200);
    }

    private static JsonObject decisions(String... ids) {
        return Json.createObjectBuilder()
                .add("ids", Json.createArrayBuilder(List.of(ids)))
                .add("decision", "reject")
                .build();
    }

    private static void approvals(DocumentedApi admin, DocumentedApi agent) {
        String approved = ask(agent, 1);
        agent.get("/sdk/approvals/{id}?wait=1", approved).expect(200);
        assertThat(admin.get("/api/approvals?status=pending&action=stripe.refund")
                        .expect(200)
                        .array())
                .hasSize(1);
        admin.post("/api/approvals/{id}/approve", approved).expect(200);
        admin.post("/api/approvals/{id}/reject", approved).expect(409);
        admin.post("/api/approvals/{id}/reject", ask(agent, 2)).expect(200);
        admin.post("/api/approvals/{id}/deny", ask(agent, 3)).expect(200);
        admin.get("/api/approvals/{id}", approved).expect(200);
        admin.get("/api/approvals/stats").expect(200);
        admin.post("/api/approvals/decide", decisions(ask(agent, 4), approved)).expect(200);
        String hash =
                agent.get("/sdk/approvals/{id}", approved).expect(200).json().getString("action_hash");
        JsonObject claim = Json.createObjectBuilder().add("action_hash", hash).build();
        agent.post("/sdk/approvals/{id}/claim", claim, approved).expect(200);
        agent.post("/sdk/approvals/{id}/claim", claim, approved).expect(409);
        String narrowed = ask(agent, 5);
        JsonObject grant =
                Json.createObjectBuilder().add("for", "1h").add("max_count", 1).build();
        JsonObject narrowing = Json.createObjectBuilder()
                .add("valid_for", 60)
                .add("grant", grant)
                .build();
        admin.post("/api/approvals/{id}/approve", narrowing, narrowed).expect(200);
        admin.post("/api/approvals/{id}/approve", narrowing, narrowed).expect(409);
        assertThat(admin.get("/api/approvals?outcome=none").expect(200).array()).isEmpty();
        agent.post("/sdk/check", check(6)).expect(200);
        String revoked = ask(agent, 4);
        admin.post("/api/approvals/{id}/approve", revoked).expect(200);
        admin.post("/api/approvals/{id}/revoke", revoked).expect(200);
    }

    /** @return the approval's id */
    private static String ask(DocumentedApi agent, int amount) {
        return agent.post("/sdk/check", check(amount)).expect(200).json().getString("approval_id");
    }

    private static JsonObject check(int amount) {
        return Json.createObjectBuilder()
                .add("agent_id", "support-bot")
                .add("action", "stripe.refund")
                .add("context", json(Map.of("amount", amount)))
                .build();
    }

    private static void log(DocumentedApi admin, DocumentedApi agent) {
        agent.post("/sdk/check").expect(200);
        String row = agent.post("/sdk/log").expect(200).json().getString("id");
        agent.post(
                        "/sdk/log",
                        json(Map.of(
                                "agent_id", "support-bot",
                                "action", "stripe.refund",
                                "status", "failed",
                                "ip_address", "203.0.113.7")))
                .expect(200);
        JsonArrayBuilder several = Json.createArrayBuilder();
        for (String name : List.of("support-bot", "nobody")) {
            several.add(json(Map.of("agent_id", name, "action", "crm.read", "status", "success")));
        }
        assertThat(agent.post("/sdk/log", several.build()).expect(200).array()).hasSize(2);
        assertThat(admin.get("/api/logs?kind=all&limit=100").expect(200).array())
                .hasSizeGreaterThan(10);
        admin.get("/api/logs/{id}", row).expect(200);
        admin.get("/api/logs/verify").expect(200);
        admin.get("/api/logs/export?format=jsonl").expect(200);
        admin.get("/api/logs/export?format=sealed").expect(200);
    }

    private static void deliveries(DocumentedApi admin, String webhookId, String blockedId) {
        String delivered = awaitOne(admin, webhookId, "delivered");
        assertThat(admin.get("/api/deliveries?limit=100").expect(200).array()).hasSizeGreaterThan(3);
        admin.get("/api/deliveries/{id}", delivered).expect(200);
        admin.post("/api/deliveries/{id}/skip", delivered).expect(409);
        admin.post("/api/deliveries/{id}/retry", delivered).expect(202);
        String exhausted = awaitOne(admin, blockedId, "exhausted");
        admin.get("/api/deliveries/{id}", exhausted).expect(200);
        admin.get("/api/webhooks/{id}", blockedId).expect(200);
        admin.post("/api/deliveries/{id}/skip", exhausted).expect(200);
    }

    private static String awaitOne(DocumentedApi admin, String webhookId, String status) {
        String path = "/api/webhooks/{id}/deliveries?status=" + status;
        return await().atMost(PATIENCE)
                .until(() -> admin.get(path, webhookId).expect(200).array(), found -> !found.isEmpty())
                .getJsonObject(0)
                .getString("id");
    }

    private static void resends(DocumentedApi admin, String webhookId) {
        JsonObject stretch =
                json(Map.of("since", Instant.now().minus(1, ChronoUnit.HOURS).toString()));
        admin.post("/api/webhooks/{id}/recover", stretch, webhookId).expect(202);
        String replay = admin.post("/api/webhooks/{id}/replay", stretch, webhookId)
                .expect(202)
                .json()
                .getString("id");
        admin.get("/api/resends").expect(200);
        admin.get("/api/resends/{id}", replay).expect(200);
        admin.post("/api/resends/{id}/cancel", replay).expect(200);
    }

    private static void permissions(DocumentedApi admin, String agentId, String permissionId) {
        admin.get("/api/agents/{id}/permissions", agentId).expect(200);
        admin.post("/api/agents/{id}/permissions", agentId).expect(409);
        JsonObject simulation = admin.post("/api/agents/{id}/permissions/simulate", agentId)
                .expect(200)
                .json();
        assertThat(simulation.getJsonArray("changes")).isNotEmpty();
        admin.put("/api/permissions/{id}", permissionId).expect(200);
        admin.delete("/api/permissions/{id}", permissionId).expect(204);
    }

    private static void agents(DocumentedApi admin, String agentId) {
        admin.post("/api/agents").expect(400);
        assertThat(admin.get("/api/agents?limit=5").expect(200).array()).hasSize(1);
        admin.get("/api/agents/{id}", agentId).expect(200);
        admin.put("/api/agents/{id}", agentId).expect(200);
        admin.delete("/api/agents/{id}", agentId).expect(204);
    }

    private Stream<Integer> refusals() {
        return Refusals.STATUSES.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalThatIsDocumentedComesAsDocumented(int status) {
        Company company = Company.register(base);
        String viewer = someEmail();
        company.api()
                .post("/api/users", json(Map.of("email", viewer, "password", PASSWORD, "role", "viewer")))
                .expect(201);
        Refusals refusals = new Refusals(
                document,
                nobody,
                nobody.as(Api.withKey(base, company.apiKey("some key"))),
                nobody.as(company.api()),
                nobody.as(Company.login(base, viewer, PASSWORD).api()));

        long provoked = document.operations().stream()
                .filter(operation -> operation.documents(status))
                .flatMap(operation -> refusals.provoke(operation, status).map(answer -> answer.expect(status)).stream())
                .count();

        assertThat(provoked).isGreaterThan(10);
    }

    /** What can't be provoked on every operation is at least foreseen on every one. */
    @Test
    void everyOperationForeseesThatTheServerIsFull() {
        assertThat(document.operations()).allMatch(operation -> operation.documents(503));
        assertThat(document.operations().stream().filter(Operation::isProtected))
                .isNotEmpty()
                .allMatch(operation -> operation.documents(429));
    }

    @Test
    void everyOperationForeseesThatItsPathIsMalformed() {
        assertThat(document.operations().stream()
                        .filter(operation -> operation.path().contains("{")))
                .isNotEmpty()
                .allMatch(operation -> operation.documents(400));
    }

    private static String someEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    private static JsonObject json(Map<String, Object> members) {
        return Json.createObjectBuilder(members).build();
    }
}
