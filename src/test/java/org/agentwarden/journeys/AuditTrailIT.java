package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who changed what, and who decided what: an auditor asks the log. */
@ExtendWith(SharedServer.class)
class AuditTrailIT {

    private static final String PASSWORD = "a quite secret password";
    private static final String OWN_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final URI UNREACHED = URI.create("http://127.0.0.1:9/hook");
    private static final String SINCE_EVER = "{\"since\":\"2026-01-01T00:00:00Z\"}";
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(20));

    private AgentWardenServer server;
    private Company company;

    /** Another admin than the one who has signed up. */
    private Company colleague;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(shared.baseUri());
        colleague = hire(company, "admin");
    }

    private Company hire(Company employer, String role) {
        String email = role + "." + employer.email();
        employer.api()
                .post("/api/users", json("email", email, "password", PASSWORD, "role", role))
                .expect(201);
        return Company.login(server.baseUri(), email, PASSWORD);
    }

    private static JsonObject json(String... members) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (int index = 0; index < members.length; index += 2) {
            object.add(members[index], members[index + 1]);
        }
        return object.build();
    }

    /** The one row that the change leaves, made by the colleague. */
    private JsonObject rowOf(String action, Runnable change) {
        List<JsonObject> before = company.changes();
        change.run();
        List<JsonObject> added =
                company.changes().stream().filter(row -> !before.contains(row)).toList();
        assertThat(added).hasSize(1);
        JsonObject row = added.get(0);
        assertThat(row.getString("action")).isEqualTo(action);
        assertThat(row.getString("actor_id")).isEqualTo(colleague.userId());
        assertThat(row.getString("kind")).isEqualTo("management");
        assertThat(row.getString("status")).isEqualTo("changed");
        assertThat(row.getString("organization_id")).isEqualTo(company.organizationId());
        assertThat(row.getString("client_address")).isEqualTo("127.0.0.1");
        return row;
    }

    /** The id of the API key that was made for the agent. */
    private String keyOf(Agent agent) {
        return company.api().get("/api/api-keys").expect(200).array().getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("name").equals("key of " + agent.name()))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private static JsonObject change(String old, String now) {
        return json("old", old, "new", now);
    }

    @Test
    void theFirstRowIsTheRegistrationByTheFirstAdmin() {
        Company fresh = Company.register(server.baseUri());

        assertThat(fresh.changes()).singleElement().satisfies(row -> {
            assertThat(row.getString("action")).isEqualTo("organization.registered");
            assertThat(row.getString("actor_id")).isEqualTo(fresh.userId());
            assertThat(row.getString("subject_id")).isEqualTo(fresh.organizationId());
            assertThat(row.isNull("agent_id")).isTrue();
            assertThat(row.getJsonObject("context").getString("admin")).isEqualTo(fresh.email());
        });
    }

    @Test
    void whatBecomesOfAnAgentIsInTheLog() {
        Api api = colleague.api();
        JsonObject created = rowOf(
                "agent.created",
                () -> api.post("/api/agents", json("name", "clerk")).expect(201));
        String id = created.getString("subject_id");
        JsonObject changed = rowOf(
                "agent.changed",
                () -> api.put("/api/agents/" + id, json("name", "clerk", "status", "inactive"))
                        .expect(200));
        JsonObject deleted =
                rowOf("agent.deleted", () -> api.delete("/api/agents/" + id).expect(204));

        assertThat(created.getString("agent_id")).isEqualTo(id);
        assertThat(created.getJsonObject("context").getString("name")).isEqualTo("clerk");
        assertThat(changed.getJsonObject("context"))
                .isEqualTo(Json.createObjectBuilder()
                        .add("status", change("active", "inactive"))
                        .build());
        assertThat(deleted.getJsonObject("context").getString("status")).isEqualTo("inactive");
        assertThat(company.api()
                        .get("/api/logs?kind=management&agent_id=" + id)
                        .expect(200)
                        .array())
                .hasSize(3);
    }

    @Test
    void whatBecomesOfAPermissionIsInTheLog() {
        Api api = colleague.api();
        Agent agent = company.agent("permitted");
        JsonObject created = rowOf(
                "permission.created",
                () -> api.post(
                                "/api/agents/" + agent.id() + "/permissions",
                                "{\"action\":\"crm.read\",\"max_amount\":50}")
                        .expect(201));
        String path = "/api/permissions/" + created.getString("subject_id");
        JsonObject changed = rowOf(
                "permission.changed",
                () -> api.put(path, "{\"action\":\"crm.*\",\"max_amount\":50.00,\"requires_approval\":true}")
                        .expect(200));
        JsonObject deleted = rowOf("permission.deleted", () -> api.delete(path).expect(204));

        for (JsonObject row : List.of(created, changed, deleted)) {
            assertThat(row.getString("agent_id")).isEqualTo(agent.id());
        }
        assertThat(changed.getJsonObject("context").keySet()).containsExactlyInAnyOrder("action", "effect");
        assertThat(changed.getJsonObject("context").getJsonObject("action")).isEqualTo(change("crm.read", "crm.*"));
        assertThat(deleted.getJsonObject("context").getString("effect")).isEqualTo("ask");
    }

    @Test
    void whatBecomesOfAnApiKeyIsInTheLog() {
        Api api = colleague.api();
        JsonObject created = rowOf(
                "api_key.created",
                () -> api.post("/api/api-keys", json("name", "bot's")).expect(201));
        JsonObject revoked = rowOf(
                "api_key.revoked",
                () -> api.delete("/api/api-keys/" + created.getString("subject_id"))
                        .expect(204));

        assertThat(created.getJsonObject("context").keySet()).containsExactly("name", "last4");
        assertThat(revoked.getJsonObject("context")).isEqualTo(created.getJsonObject("context"));
    }

    @Test
    void whatBecomesOfAUserIsInTheLog() {
        Api api = colleague.api();
        String email = "new." + company.email();
        JsonObject created = rowOf(
                "user.created",
                () -> api.post("/api/users", json("email", email, "password", PASSWORD, "role", "viewer"))
                        .expect(201));
        String path = "/api/users/" + created.getString("subject_id");
        JsonObject changed = rowOf(
                "user.changed", () -> api.put(path, json("role", "approver")).expect(200));
        JsonObject deleted = rowOf("user.deleted", () -> api.delete(path).expect(204));

        assertThat(created.getJsonObject("context")).isEqualTo(json("email", email, "role", "viewer"));
        assertThat(changed.getJsonObject("context").getJsonObject("role")).isEqualTo(change("viewer", "approver"));
        assertThat(deleted.getJsonObject("context")).isEqualTo(json("email", email, "role", "approver"));
    }

    @Test
    void whatBecomesOfAWebhookIsInTheLog() {
        Api api = colleague.api();
        JsonObject created = rowOf("webhook.created", () -> colleague.webhook(UNREACHED, "log.failed"));
        String path = "/api/webhooks/" + created.getString("subject_id");
        JsonObject changed = rowOf(
                "webhook.changed",
                () -> api.put(path, json("url", "http://127.0.0.1:9/other")).expect(200));
        JsonObject disabled = rowOf(
                "webhook.disabled",
                () -> api.put(path, "{\"enabled\":false,\"max_retries\":1}").expect(200));
        rowOf("webhook.enabled", () -> api.put(path, "{\"enabled\":true}").expect(200));
        JsonObject rotated = rowOf(
                "webhook.secret_rotated",
                () -> api.post(path + "/rotate-secret", "{}").expect(200));
        rowOf("webhook.deleted", () -> api.delete(path).expect(204));

        assertThat(changed.getJsonObject("context"))
                .isEqualTo(Json.createObjectBuilder()
                        .add("url", change("http://127.0.0.1:9/hook", "http://127.0.0.1:9/other"))
                        .build());
        assertThat(disabled.getJsonObject("context").keySet()).containsExactlyInAnyOrder("enabled", "max_retries");
        assertThat(rotated.getJsonObject("context").keySet()).containsExactly("signature", "old_secret_until");
    }

    @Test
    void aNewWebhooksRowTellsEverythingThatCanBeSetOnIt() {
        String id = rowOf("webhook.created", () -> colleague.webhook(UNREACHED, "log.failed"))
                .getString("subject_id");
        Set<String> set = new TreeSet<>(
                company.api().get("/api/webhooks/" + id).expect(200).json().keySet());
        set.removeAll(Set.of("id", "health", "blocked_by", "public_key", "created_at", "updated_at"));

        assertThat(company.api()
                        .get("/api/logs?kind=management&subject_id=" + id)
                        .expect(200)
                        .array()
                        .getJsonObject(0)
                        .getJsonObject("context")
                        .keySet())
                .containsAll(set);
    }

    @Test
    void whatIsSentAgainIsInTheLog() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Agent agent = company.agent("resent");
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            agent.log("crm.read", "failed", "{}");
            String delivery =
                    DeliveryStates.await(company, endpoint, "delivered").getString("id");

            JsonObject retried = rowOf("delivery.retried", () -> colleague.retryDelivery(delivery));
            JsonObject ordered = rowOf(
                    "resend.ordered",
                    () -> colleague
                            .api()
                            .post("/api/webhooks/" + endpoint.id() + "/replay", SINCE_EVER)
                            .expect(202));

            assertThat(retried.getString("subject_id")).isEqualTo(delivery);
            assertThat(retried.getJsonObject("context").getString("webhook_id")).isEqualTo(endpoint.id());
            assertThat(ordered.getJsonObject("context").getString("kind")).isEqualTo("replay");
        }
    }

    /** A resend of nothing is over within a second: of some, a few are cancelled in time. */
    @Test
    void aResendThatIsCancelledIsInTheLogOnceAndOneThatIsOverIsNot() {
        Endpoint endpoint = company.webhook(UNREACHED, "log.failed");
        Set<String> cancelled = new TreeSet<>();
        for (int count = 0; count < 5; count++) {
            String id = colleague
                    .api()
                    .post("/api/webhooks/" + endpoint.id() + "/recover", SINCE_EVER)
                    .expect(202)
                    .json()
                    .getString("id");
            if (cancel(id).equals("cancelled")) {
                cancelled.add(id);
            }
            cancel(id);
        }

        assertThat(cancelled).isNotEmpty();
        assertThat(company.changes())
                .filteredOn(row -> row.getString("action").equals("resend.cancelled"))
                .allMatch(row -> row.getString("actor_id").equals(colleague.userId()))
                .extracting(row -> row.getString("subject_id"))
                .containsExactlyInAnyOrderElementsOf(cancelled);
    }

    private String cancel(String resend) {
        return colleague
                .api()
                .post("/api/resends/" + resend + "/cancel", "{}")
                .expect(200)
                .json()
                .getString("status");
    }

    @Test
    void whatTheServerDoesByItselfIsInTheLogAsNobodysDoing() {
        try (WebhookReceiver gone = WebhookReceiver.answering(Reply.status(410))) {
            Agent agent = company.agent("gone");
            Endpoint endpoint = company.webhook(gone.uri(), "log.failed");
            String query = "/api/logs?kind=management&action=webhook.disabled&subject_id=" + endpoint.id();

            agent.log("crm.read", "failed", "{}");

            await().atMost(PATIENCE)
                    .until(() -> !company.api().get(query).expect(200).array().isEmpty());
            JsonObject row = company.api().get(query).expect(200).array().getJsonObject(0);
            assertThat(row.isNull("actor_id")).isTrue();
            assertThat(row.getJsonObject("context")).isEqualTo(json("disabled_by", "receiver"));
        }
    }

    private record Request(int status, Api api, String method, String path, String body) {

        Answer send() {
            return body.isEmpty()
                    ? api.send(method, path, Map.of(), new byte[0])
                    : api.send(
                            method,
                            path,
                            Map.of("Content-Type", "application/json"),
                            body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatIsRefusedOrChangesNothingLeavesNoRow() {
        Agent agent = company.agent("refused");
        String permission = company.allow(agent, "crm.read");
        Endpoint disabled = company.webhook(UNREACHED, "log.failed");
        company.changeWebhook(
                disabled, Json.createObjectBuilder().add("enabled", false).build());
        Company stranger = Company.register(server.baseUri());
        Api admin = company.api();
        Api viewer = hire(company, "viewer").api();
        String agents = "/api/agents";
        String ofAgent = agents + "/" + agent.id();
        String webhook =
                "/api/webhooks/" + company.webhook(UNREACHED, "log.failed").id();
        String forbidden = "\"url\":\"http://10.0.0.1/\",\"events\":[\"log.failed\"]";
        String registration = json("email", company.email(), "password", PASSWORD, "organization_name", "Twice")
                .toString();
        List<Request> requests = List.of(
                new Request(400, admin, "POST", agents, "{\"name\":\"refused\"}"),
                new Request(400, admin, "PUT", ofAgent, "{\"description\":\"x\",\"status\":\"asleep\"}"),
                new Request(400, admin, "POST", "/api/webhooks", "{" + forbidden + "}"),
                new Request(400, admin, "PUT", webhook, "{\"description\":\"x\"," + forbidden + "}"),
                new Request(400, admin, "POST", "/auth/register", registration),
                new Request(403, viewer, "POST", agents, "{\"name\":\"another\"}"),
                new Request(403, viewer, "DELETE", ofAgent, ""),
                new Request(403, viewer, "POST", webhook + "/rotate-secret", "{}"),
                new Request(403, stranger.api(), "DELETE", "/api/permissions/" + permission, ""),
                new Request(404, stranger.api(), "PUT", ofAgent, "{\"description\":\"x\"}"),
                new Request(404, stranger.api(), "DELETE", webhook, ""),
                new Request(404, admin, "DELETE", agents + "/nobody", ""),
                new Request(404, admin, "DELETE", "/api/api-keys/none", ""),
                new Request(409, admin, "POST", ofAgent + "/permissions", "{\"action\":\"crm.read\"}"),
                new Request(409, admin, "POST", "/api/webhooks/" + disabled.id() + "/recover", SINCE_EVER),
                new Request(409, stranger.api(), "DELETE", "/api/users/" + stranger.userId(), ""),
                // Nothing is refused here, and nothing changed either.
                new Request(200, admin, "PUT", ofAgent, "{\"name\":\"refused\",\"status\":\"active\"}"),
                new Request(200, admin, "PUT", webhook, "{\"enabled\":true,\"max_retries\":3,\"headers\":{}}"));
        List<JsonObject> before = company.changes();

        for (Request request : requests) {
            Answer answer = request.send();
            assertThat(answer.status()).as("%s: %s", request, answer).isEqualTo(request.status());
            assertThat(company.changes()).as("%s", request).isEqualTo(before);
        }
        assertThat(stranger.changes()).hasSize(1);
    }

    @Test
    void ofRivalsForOneNameOnlyTheWinnerIsInTheLog() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> attempt = () ->
                    company.api().post("/api/agents", json("name", "rival")).status();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(8, attempt))) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(201, 400).containsOnlyOnce(201);
        } finally {
            threads.shutdownNow();
        }
        assertThat(company.changes())
                .filteredOn(row ->
                        row.getJsonObject("context").getString("name", "").equals("rival"))
                .hasSize(1);
    }

    @Test
    void noRowHoldsASecret() {
        Company discreet = Company.register(
                server.baseUri(), "discreet@" + company.organizationId() + ".example", PASSWORD, "Discreet");
        hire(discreet, "viewer");
        String key = discreet.apiKey("secret");
        String wanted = "{\"url\":\"http://127.0.0.1:9/hook?token=t0k3n\",\"events\":[\"log.failed\"],\"secret\":\""
                + OWN_SECRET + "\",\"headers\":{\"X-Gateway\":\"letmein\"}}";
        String id =
                discreet.api().post("/api/webhooks", wanted).expect(201).json().getString("id");
        discreet.api()
                .put(
                        "/api/webhooks/" + id,
                        "{\"url\":\"http://127.0.0.1:9/hook?token=0th3r\",\"headers\":{\"X-Gateway\":\"openup\"}}")
                .expect(200);
        String rotated = discreet.rotateSecret(new Endpoint(id, OWN_SECRET)).secret();
        discreet.deleteWebhook(new Endpoint(id, rotated));

        String rows =
                discreet.api().get("/api/logs?kind=all&limit=100").expect(200).body();

        assertThat(rows)
                .contains(
                        "webhook.changed",
                        "X-Gateway",
                        "\"headers\":{\"changed\":true}",
                        "\"url_query\":{\"changed\":true}")
                .doesNotContain("whsec_", "ak_", key, OWN_SECRET, rotated, PASSWORD)
                .doesNotContain("t0k3n", "0th3r", "letmein", "openup", discreet.token());
    }

    @Test
    void clientsThatAskForNothingElseGetWhatAgentsDid() {
        Agent agent = company.agent("ordinary");
        agent.log("crm.read", "success", "{}");

        assertThat(company.logs().getValuesAs(JsonObject.class))
                .isNotEmpty()
                .allMatch(row -> row.getString("kind").equals("agent") && !row.isNull("agent_id"));
        assertThat(company.api()
                        .get("/api/logs?kind=all&agent_id=" + agent.id())
                        .expect(200)
                        .array()
                        .getValuesAs(JsonObject.class))
                .extracting(row -> row.getString("action"))
                .containsExactly("crm.read", "agent.created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "approver"})
    void whoeverMayReadTheLogMayReadOfManagement(String role) {
        Company employer = Company.register(server.baseUri());
        Company reader = hire(employer, role);

        assertThat(reader.changes()).isEqualTo(employer.changes()).hasSize(2);
        String id = reader.changes().get(0).getString("id");
        assertThat(reader.api().get("/api/logs/" + id).expect(200).json())
                .isEqualTo(reader.changes().get(0));
    }

    @Test
    void anotherCompanysRowsAreInvisible() {
        Company stranger = Company.register(server.baseUri());
        JsonObject row = company.changes().get(0);

        assertThat(stranger.changes()).hasSize(1).doesNotContain(row);
        stranger.api().get("/api/logs/" + row.getString("id")).expect(404);
        for (String query : List.of(
                "subject_id=" + row.getString("subject_id"), "actor_id=" + company.userId(), "action=agent.created")) {
            assertThat(stranger.api()
                            .get("/api/logs?kind=all&" + query)
                            .expect(200)
                            .array())
                    .isEmpty();
        }
    }

    @Test
    void aDecisionTellsWhoTookItWithWhichWordsAndAboutWhat() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Agent agent = company.agent("asking");
            company.requireApproval(agent, "stripe.refund");
            company.webhook(receiver.uri(), "approval.approved");
            String approval = agent.check("stripe.refund", "{\"customer\":\"cus_1\",\"amount\":500.00}")
                    .awaitedApproval();
            agent.check("stripe.refund", "{ \"amount\" : 5e2, \"customer\" : \"cus_1\" }");
            colleague.decide(approval, "approve", "as agreed by phone");

            List<JsonObject> story = company.logsOf(approval);

            assertThat(story)
                    .extracting(row -> row.getString("status"))
                    .containsExactly("approved", "pending_approval", "pending_approval");
            JsonObject decision = story.get(0);
            assertThat(decision.getString("actor_id")).isEqualTo(colleague.userId());
            assertThat(decision.getString("comment")).isEqualTo("as agreed by phone");
            String key = keyOf(agent);
            assertThat(story.subList(1, 3))
                    .allMatch(row -> row.getString("actor_id").equals(key));

            // What an executor computes from the webhook, by the definition and without our code.
            ReceivedWebhook told = receiver.awaitFirst("approval.approved");
            assertThat(told.data().getJsonObject("context").getInt("amount")).isEqualTo(500);
            String hash = sha256("{\"action\":\"" + told.data().getString("action") + "\",\"agent_id\":\""
                    + told.data().getString("agent_id") + "\",\"context\":{\"amount\":5e2,\"customer\":\""
                    + told.data().getJsonObject("context").getString("customer") + "\"}}");
            assertThat(story).allMatch(row -> row.getString("action_hash").equals(hash));
            assertThat(agent.approval(approval).getString("action_hash")).isEqualTo(hash);
            assertThat(company.approval(approval).getString("action_hash")).isEqualTo(hash);
        }
    }

    @Test
    void everyRowOfACheckAndAReportHoldsTheKeyAndTheAddressThatTheServerSaw() {
        Agent agent = company.agent("claiming");
        company.allow(agent, "crm.read");
        company.requireApproval(agent, "stripe.refund");
        agent.check("crm.read", "{}");
        agent.check("crm.delete", "{}");
        String approval = agent.check("stripe.refund", "{}").awaitedApproval();
        agent.check("stripe.refund", "{}");
        for (String status : List.of("success", "failed")) {
            String report = "{\"agent_id\":\"claiming\",\"action\":\"crm.read\",\"status\":\"" + status
                    + "\",\"ip_address\":\"8.8.8.8\"}";
            agent.api().post("/sdk/log", report).expect(200);
        }
        company.approve(approval);

        List<JsonObject> rows = company.logs().getValuesAs(JsonObject.class);

        assertThat(rows)
                .extracting(row -> row.getString("status"))
                .containsExactly(
                        "approved", "failed", "success", "pending_approval", "pending_approval", "blocked", "allowed");
        assertThat(rows).allMatch(row -> row.getString("client_address").equals("127.0.0.1"));
        assertThat(rows.subList(1, 7)).allMatch(row -> row.getString("actor_id").equals(keyOf(agent)));
        assertThat(rows.subList(1, 3))
                .allMatch(row -> row.getString("ip_address").equals("8.8.8.8"));
        assertThat(rows.get(0).getString("actor_id")).isEqualTo(company.userId());
        assertThat(company.api()
                        .get("/api/logs?actor_id=" + keyOf(agent))
                        .expect(200)
                        .array())
                .hasSize(6);
    }

    @Test
    void anApprovalThatEndsWithItsAgentIsInTheLogTogetherWithWhoDeletedTheAgent() {
        Agent agent = company.agent("short-lived");
        company.requireApproval(agent, "stripe.refund");
        String decided = agent.check("stripe.refund", "{\"amount\":1}").awaitedApproval();
        company.reject(decided);
        String waiting = agent.check("stripe.refund", "{\"amount\":2}").awaitedApproval();

        rowOf(
                "agent.deleted",
                () -> colleague.api().delete("/api/agents/" + agent.id()).expect(204));

        assertThat(company.approval(waiting).getString("status")).isEqualTo("cancelled");
        assertThat(company.approval(decided).getString("status")).isEqualTo("rejected");
        List<JsonObject> story = company.api()
                .get("/api/logs?agent_id=" + agent.id())
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class);
        assertThat(story)
                .filteredOn(row -> row.getString("status").equals("cancelled"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString("subject_id")).isEqualTo(waiting);
                    assertThat(row.getString("action_hash"))
                            .isEqualTo(company.approval(waiting).getString("action_hash"));
                });
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatAnAgentReportsIsBoundToNoApproval() {
        JsonObject logged = company.agent("plain").log("crm.read", "success", "{}");

        JsonObject row = company.api()
                .get("/api/logs/" + logged.getString("id"))
                .expect(200)
                .json();

        for (String member : List.of("subject_id", "action_hash", "comment")) {
            assertThat(row.get(member)).isEqualTo(JsonValue.NULL);
        }
    }
}
