package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agentwarden.journeys.AccessTable.Row;
import org.agentwarden.journeys.AccessTable.Who;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request as each caller is answered as the table in {@code src/docs/access.md} says, and tells nobody more. */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class AccessTableIT {

    private static final String PASSWORD = "a quite secret password";
    private static final String ACTION = "stripe.refund";
    private static final String CONTEXT = "{\"amount\":%d}";

    private AgentWardenServer server;
    private WebhookReceiver receiver;
    private Company owner;
    private Agent agent;
    private Endpoint endpoint;
    private Api viewer;
    private Api approver;
    private Company stranger;
    private Agent strangersAgent;

    @BeforeAll
    void setUp(AgentWardenServer shared) {
        server = shared;
        receiver = WebhookReceiver.start();
        owner = Company.register(server.baseUri());
        agent = owner.agent("refund-bot");
        owner.requireApproval(agent, ACTION);
        endpoint = owner.webhook(receiver.uri(), "log.failed");
        viewer = hire(owner, "viewer");
        approver = hire(owner, "approver");
        stranger = Company.register(server.baseUri());
        hire(stranger, "viewer");
        strangersAgent = stranger.agent("spy-bot");
    }

    @AfterAll
    void tearDown() {
        receiver.close();
    }

    private Api hire(Company company, String role) {
        String email = role + "." + company.email();
        company.api()
                .post(
                        "/api/users",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}".formatted(email, PASSWORD, role))
                .expect(201);
        return Company.login(server.baseUri(), email, PASSWORD).api();
    }

    @Test
    void theTableKnowsExactlyTheRequestsOfTheApi() {
        assertThat(AccessTable.rows().stream().map(Row::request).toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(AccessTable.requestsOfTheApi());
    }

    static Stream<Row> rows() {
        return AccessTable.rows().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAnsweredAsTheTableSays(Row row) {
        String path = row.pathWith(row.parameter().map(this::idFor).orElse(""));

        // The owner's admin comes last: what is deleted is gone for the others too.
        Stream.of(Who.values())
                .sorted(Comparator.comparing(who -> who == Who.ADMIN))
                .forEach(who -> assertThat(send(row, path, who))
                        .as("%s as %s", row, who)
                        .returns(row.statusFor(who), Answer::status)
                        .returns(Optional.of("nosniff"), answer -> answer.header("X-Content-Type-Options"))
                        .satisfies(answer -> tellsStrangersNothing(who, answer)));
    }

    static Stream<Row> rowsWithIds() {
        return rows().filter(row -> row.parameter().isPresent());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsWithIds")
    void anotherOrganizationsIdIsAnsweredLikeOneThatNeverWas(Row row) {
        Who other = row.path().startsWith("/sdk/") ? Who.OTHER_API_KEY : Who.OTHER_ADMIN;

        Answer foreign = send(row, row.pathWith(row.parameter().map(this::idFor).orElseThrow()), other);
        Answer unknown = send(row, row.pathWith(UUID.randomUUID().toString()), other);

        assertThat(foreign.body()).contains("not found").isEqualTo(unknown.body());
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(foreign.headers().keySet()).isEqualTo(unknown.headers().keySet());
    }

    static Stream<Row> lists() {
        return rows().filter(row -> !row.isStream()
                && row.method().equals("GET")
                && row.path().startsWith("/api/")
                && row.statusFor(Who.OTHER_ADMIN) == 200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void filtersByAnotherOrganizationsIdsFindNothingOfIt(Row row) {
        String approval = approval();
        String filters = "?limit=100&kind=all&agent_id=%s&webhook_id=%s&subject_id=%s&actor_id=%s"
                .formatted(agent.id(), endpoint.id(), approval, owner.userId());

        for (String query : List.of("?limit=100", filters)) {
            Answer answer = stranger.api().get(row.path() + query).expect(200);
            tellsStrangersNothing(Who.OTHER_ADMIN, answer);
            assertThat(answer.body()).doesNotContain(approval);
            answer.header("x-total-count")
                    .ifPresent(total -> assertThat(total)
                            .isEqualTo(Integer.toString(answer.array().size())));
        }
    }

    /** Whatever else the stranger may see, it is nothing of the owner's. */
    private void tellsStrangersNothing(Who who, Answer answer) {
        if (who == Who.OTHER_ADMIN || who == Who.OTHER_API_KEY || answer.status() == 401 || answer.status() == 403) {
            Map<String, List<String>> headers = new HashMap<>(answer.headers());
            // It repeats the caller's own query.
            headers.remove("link");
            assertThat(answer.body() + headers)
                    .doesNotContain(owner.organizationId(), owner.userId(), owner.email(), agent.id(), agent.name())
                    .doesNotContain(endpoint.id(), endpoint.secret(), agent.apiKey());
        }
    }

    private Answer send(Row row, String path, Who who) {
        Api api = as(who);
        return switch (row.method()) {
            case "GET" -> row.isStream() ? api.beginningOf(path) : api.get(path);
            case "DELETE" -> api.delete(path);
            case "PUT" -> api.put(path, body(row));
            default -> api.post(path, body(row));
        };
    }

    private Api as(Who who) {
        return switch (who) {
            case NOBODY -> Api.anonymous(server.baseUri());
            case API_KEY -> agent.api();
            case VIEWER -> viewer;
            case APPROVER -> approver;
            case ADMIN -> owner.api();
            case OTHER_ADMIN -> stranger.api();
            case OTHER_API_KEY -> strangersAgent.api();
        };
    }

    /** What the request needs to be a good one. */
    private String body(Row row) {
        String unique = UUID.randomUUID().toString();
        return switch (row.request()) {
            case "POST /auth/register" ->
                "{\"email\":\"%s@example.com\",\"password\":\"%s\",\"organization_name\":\"New\"}"
                        .formatted(unique, PASSWORD);
            case "POST /auth/login", "POST /auth/session" ->
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted("viewer." + stranger.email(), PASSWORD);
            case "POST /auth/accept-invitation" ->
                "{\"token\":\"%s\",\"password\":\"%s\"}"
                        .formatted(invite(stranger).getString("token"), PASSWORD);
            case "POST /auth/reset-password" ->
                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(passwordLink(stranger), PASSWORD);
            case "POST /auth/password" ->
                "{\"current_password\":\"not %s\",\"new_password\":\"%s\"}".formatted(PASSWORD, PASSWORD);
            case "POST /api/invitations" -> "{\"email\":\"%s@example.com\",\"role\":\"viewer\"}".formatted(unique);
            case "POST /api/agents/{}/try" -> "{\"action\":\"%s\"}".formatted(ACTION);
            case "POST /sdk/check" -> "{\"agent_id\":\"%s\",\"action\":\"%s\"}".formatted(agent.id(), ACTION);
            case "POST /sdk/log" ->
                "{\"agent_id\":\"%s\",\"action\":\"%s\",\"status\":\"success\"}".formatted(agent.id(), ACTION);
            case "POST /sdk/approvals/{}/claim" -> "{\"action_hash\":\"" + "0".repeat(64) + "\"}";
            case "POST /api/approvals/decide" ->
                "{\"ids\":[\"%s\"],\"decision\":\"approve\"}".formatted(UUID.randomUUID());
            case "POST /api/agents", "POST /api/api-keys" -> "{\"name\":\"%s\"}".formatted(unique);
            case "POST /api/agents/{}/permissions",
                    "POST /api/agents/{}/permissions/simulate",
                    "PUT /api/permissions/{}" -> "{\"action\":\"%s\"}".formatted(unique);
            case "POST /api/webhooks" ->
                "{\"url\":\"%s\",\"events\":[\"log.blocked\"],\"enabled\":false}".formatted(receiver.uri());
            case "POST /api/webhooks/{}/recover", "POST /api/webhooks/{}/replay" ->
                "{\"since\":\"2026-01-01T00:00:00Z\"}";
            case "POST /api/users" ->
                "{\"email\":\"%s@example.com\",\"password\":\"%s\",\"role\":\"viewer\"}".formatted(unique, PASSWORD);
            case "PUT /api/users/{}" -> "{\"role\":\"viewer\"}";
            case "PUT /api/users/me/delegation", "PUT /api/users/{}/delegation" ->
                "{\"to\":\"%s\",\"until\":\"%s\"}"
                        .formatted(idFor("{user_id}"), Instant.now().plus(Duration.ofDays(1)));
            case "POST /api/teams" -> "{\"name\":\"%s\",\"members\":[]}".formatted(unique);
            default -> "{}";
        };
    }

    /** The id of a thing of the owner's, made for one test alone. */
    private String idFor(String parameter) {
        Supplier<String> id = switch (parameter) {
            case "{agent_id}" -> () -> created("/api/agents", "{\"name\":\"%s\"}".formatted(UUID.randomUUID()));
            case "{permission_id}" -> () -> owner.allow(agent, UUID.randomUUID().toString());
            case "{approval_id}" -> this::approval;
            case "{log_id}" -> () -> agent.log(ACTION, "success", "{}").getString("id");
            case "{webhook_id}" ->
                () -> owner.webhook(receiver.uri(), "log.blocked").id();
            case "{delivery_id}" -> this::delivery;
            case "{resend_id}" ->
                () -> owner.api()
                        .post("/api/webhooks/" + endpoint.id() + "/recover", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                        .expect(202)
                        .json()
                        .getString("id");
            case "{user_id}" ->
                () -> created(
                        "/api/users",
                        "{\"email\":\"%s@example.com\",\"password\":\"%s\",\"role\":\"approver\"}"
                                .formatted(UUID.randomUUID(), PASSWORD));
            case "{team_id}" ->
                () -> created("/api/teams", "{\"name\":\"%s\",\"members\":[]}".formatted(UUID.randomUUID()));
            case "{invitation_id}" -> () -> invite(owner).getString("id");
            case "{api_key_id}" -> () -> created("/api/api-keys", "{\"name\":\"to be revoked\"}");
            default -> throw new IllegalArgumentException("The test does not know what " + parameter + " is");
        };
        return id.get();
    }

    private String created(String path, String body) {
        return owner.api().post(path, body).expect(201).json().getString("id");
    }

    /** The token of a link for a person who has signed in. */
    private static String passwordLink(Company company) {
        String path = "/api/users/" + company.invite("viewer").userId() + "/password-link";
        return company.api().post(path, "").expect(201).json().getString("token");
    }

    private static JsonObject invite(Company company) {
        return company.api()
                .post(
                        "/api/invitations",
                        "{\"email\":\"%s@example.com\",\"role\":\"viewer\"}".formatted(UUID.randomUUID()))
                .expect(201)
                .json();
    }

    private String approval() {
        return agent.check(ACTION, CONTEXT.formatted(System.nanoTime())).awaitedApproval();
    }

    private String delivery() {
        JsonArray there = owner.deliveries(endpoint);
        if (there.isEmpty()) {
            agent.log(ACTION, "failed", "{}");
            return DeliveryStates.await(owner, endpoint, "delivered").getString("id");
        }
        return ((JsonObject) there.get(0)).getString("id");
    }
}
