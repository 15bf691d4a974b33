package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One company knows ids of another: it learns and changes nothing with them. */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class TenancyIT {

    private static final String ACTION = "stripe.refund";

    private Company owner;
    private Agent ownersAgent;
    private String permissionId;
    private String approvalId;
    private String logId;
    private Endpoint endpoint;
    private String deliveryId;
    private String apiKeyId;
    private String invitationId;
    private String teamId;
    private WebhookReceiver receiver;

    private Company stranger;
    private Agent strangersAgent;

    @BeforeAll
    void setUp(AgentWardenServer server) {
        receiver = WebhookReceiver.start();
        owner = Company.register(server.baseUri());
        ownersAgent = owner.agent("refund-bot");
        permissionId = owner.requireApproval(ownersAgent, ACTION);
        endpoint = owner.webhook(receiver.uri());
        approvalId = ownersAgent.check(ACTION, "{\"amount\":500}").awaitedApproval();
        logId = ownersAgent.log(ACTION, "success", "{}").getString("id");
        deliveryId = DeliveryStates.await(owner, endpoint, "delivered").getString("id");
        invitationId = owner.api()
                .post("/api/invitations", "{\"email\":\"invited." + owner.email() + "\",\"role\":\"viewer\"}")
                .expect(201)
                .json()
                .getString("id");
        teamId = owner.team("Finance", owner);
        apiKeyId = owner.api().get("/api/api-keys").array().getJsonObject(0).getString("id");

        stranger = Company.register(server.baseUri());
        strangersAgent = stranger.agent("spy-bot");
    }

    @AfterAll
    void tearDown() {
        receiver.close();
    }

    private Stream<Arguments> managementRequests() {
        String agent = ownersAgent.id();
        return Stream.of(
                arguments("GET", "/api/agents/", agent, "", "Agent not found"),
                arguments("PUT", "/api/agents/", agent, "", "Agent not found"),
                arguments("DELETE", "/api/agents/", agent, "", "Agent not found"),
                arguments("GET", "/api/agents/", agent, "/permissions", "Agent not found"),
                arguments("POST", "/api/agents/", agent, "/permissions", "Agent not found"),
                arguments("POST", "/api/agents/", agent, "/try", "Agent not found"),
                arguments("POST", "/api/agents/", agent, "/permissions/simulate", "Agent not found"),
                arguments("PUT", "/api/permissions/", permissionId, "", "Permission not found"),
                arguments("GET", "/api/logs/", logId, "", "Log not found"),
                arguments("GET", "/api/approvals/", approvalId, "", "Approval not found"),
                arguments("POST", "/api/approvals/", approvalId, "/approve", "Approval not found"),
                arguments("POST", "/api/approvals/", approvalId, "/reject", "Approval not found"),
                arguments("POST", "/api/approvals/", approvalId, "/deny", "Approval not found"),
                arguments("GET", "/api/webhooks/", endpoint.id(), "", "Webhook not found"),
                arguments("PUT", "/api/webhooks/", endpoint.id(), "", "Webhook not found"),
                arguments("DELETE", "/api/webhooks/", endpoint.id(), "", "Webhook not found"),
                arguments("POST", "/api/webhooks/", endpoint.id(), "/test", "Webhook not found"),
                arguments("GET", "/api/webhooks/", endpoint.id(), "/deliveries", "Webhook not found"),
                arguments("GET", "/api/webhooks/", endpoint.id(), "/stats", "Webhook not found"),
                arguments("GET", "/api/deliveries/", deliveryId, "", "Delivery not found"),
                arguments("POST", "/api/deliveries/", deliveryId, "/retry", "Delivery not found"),
                arguments("PUT", "/api/api-keys/", apiKeyId, "", "API key not found"),
                arguments("DELETE", "/api/api-keys/", apiKeyId, "", "API key not found"),
                arguments("DELETE", "/api/invitations/", invitationId, "", "Invitation not found"),
                arguments("GET", "/api/teams/", teamId, "", "Team not found"),
                arguments("PUT", "/api/teams/", teamId, "", "Team not found"),
                arguments("DELETE", "/api/teams/", teamId, "", "Team not found"),
                arguments("PUT", "/api/users/", owner.userId(), "", "User not found"),
                arguments("GET", "/api/users/", owner.userId(), "/delegation", "User not found"),
                arguments("PUT", "/api/users/", owner.userId(), "/delegation", "User not found"),
                arguments("DELETE", "/api/users/", owner.userId(), "/delegation", "User not found"),
                arguments("DELETE", "/api/users/", owner.userId(), "", "User not found"));
    }

    @ParameterizedTest(name = "{0} {1}...{3}")
    @MethodSource("managementRequests")
    void anotherCompanysIdIsAsUnknownAsOneThatNeverWas(
            String method, String prefix, String id, String suffix, String text) {
        Answer foreign = request(stranger.api(), method, prefix + id + suffix);
        Answer unknown = request(stranger.api(), method, prefix + UUID.randomUUID() + suffix);

        assertThat(foreign.status()).as("%s", foreign).isEqualTo(404);
        assertThat(foreign.json().getString("detail")).isEqualTo(text);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(foreign.status()).isEqualTo(unknown.status());
    }

    /** A body that each of the requests above would accept. */
    private static Answer request(Api api, String method, String path) {
        if (method.equals("GET") || method.equals("DELETE")) {
            return api.send(method, path, Map.of(), new byte[0]);
        }
        String body = "{\"action\":\"stripe.charge\",\"description\":\"hijacked\",\"role\":\"viewer\","
                + "\"to\":\"nobody\",\"until\":\"2126-01-01T00:00:00Z\",\"since\":\"2026-01-01T00:00:00Z\"}";
        return api.send(
                method, path, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void deletingAnotherCompanysPermissionIsTheDocumentedException() {
        Answer answer = stranger.api().delete("/api/permissions/" + permissionId);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("detail")).isEqualTo("Permission not found");
        assertThat(stranger.api()
                        .delete("/api/permissions/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anotherCompanysApprovalCanNotBeWatched() {
        Answer answer = strangersAgent.api().get("/sdk/approvals/" + approvalId);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getString("detail")).isEqualTo("Approval not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sdk/check", "/sdk/log"})
    void nobodySpeaksForAnotherCompanysAgent(String path) {
        for (String agent : List.of(ownersAgent.id(), ownersAgent.name())) {
            Answer answer = strangersAgent
                    .api()
                    .post(
                            path,
                            "{\"agent_id\":\"%s\",\"action\":\"%s\",\"status\":\"failed\",\"context\":{}}"
                                    .formatted(agent, ACTION));

            assertThat(answer.status()).as("%s", answer).isEqualTo(404);
            assertThat(answer.json().getString("detail")).isEqualTo("Agent not found");
        }
    }

    @Test
    void anotherCompanysConfirmationRemovesNothing() {
        String confirmation = Removal.ask(owner).getString("confirmation");

        for (String name : List.of(Removal.name(owner), Removal.name(stranger))) {
            assertThat(Removal.confirm(stranger, confirmation, name).status()).isEqualTo(400);
        }
        owner.api().get("/api/organization").expect(200);
        stranger.api().get("/api/organization").expect(200);
    }

    @Test
    void theSameNameMeansEachCompanysOwnAgent() {
        Agent namesake = stranger.agent(ownersAgent.name() + "-namesake");
        Agent ownersNamesake = owner.agent(namesake.name());

        String logged =
                namesake.calling(namesake.name()).log(ACTION, "success", "{}").getString("agent_id");

        assertThat(logged).isEqualTo(namesake.id()).isNotEqualTo(ownersNamesake.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/agents",
                "/api/logs",
                "/api/approvals",
                "/api/webhooks",
                "/api/api-keys",
                "/api/users",
                "/api/teams",
                "/api/invitations"
            })
    void listsHoldOnesOwnThingsOnly(String path) {
        String strangersView =
                stranger.api().get(path + "?limit=100").expect(200).body();

        assertThat(strangersView)
                .doesNotContain(
                        ownersAgent.id(),
                        logId,
                        approvalId,
                        endpoint.id(),
                        apiKeyId,
                        invitationId,
                        teamId,
                        owner.userId())
                .doesNotContain(owner.organizationId(), owner.email());
        assertThat(owner.api().get(path + "?limit=100").expect(200).array()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/logs", "/api/approvals"})
    void filteringByAnotherCompanysAgentFindsNothing(String path) {
        assertThat(stranger.api()
                        .get(path + "?agent_id=" + ownersAgent.id())
                        .expect(200)
                        .array())
                .isEmpty();
    }

    @AfterAll
    void nothingOfTheOwnersHasChanged() {
        assertThat(owner.approval(approvalId).getString("status")).isEqualTo("pending");
        assertThat(owner.api()
                        .get("/api/agents/" + ownersAgent.id())
                        .expect(200)
                        .json()
                        .isNull("description"))
                .isTrue();
        assertThat(owner.api()
                        .get("/api/agents/" + ownersAgent.id() + "/permissions")
                        .expect(200)
                        .array())
                .hasSize(1);
        assertThat(owner.webhook(endpoint).isNull("description")).isTrue();
        assertThat(owner.delivery(deliveryId).getJsonArray("attempts")).hasSize(1);
        assertThat(owner.api().get("/auth/me").expect(200).json().getString("role"))
                .isEqualTo("admin");
        assertThat(receiver.requests()).hasSize(1);
    }
}
