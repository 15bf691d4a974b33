package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody is invited and joins, once. */
@ExtendWith(SharedServer.class)
class InvitationIT {

    private static final String PATH = "/api/invitations";
    private static final String PASSWORD = "a quite secret password";

    private AgentWardenServer server;
    private Company company;
    private String address;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(shared.baseUri());
        address = "ben-" + UUID.randomUUID() + "@example.com";
    }

    private JsonObject invite(String role) {
        return company.api().post(PATH, invitation(role)).expect(201).json();
    }

    private JsonObject invitation(String role) {
        return Json.createObjectBuilder()
                .add("email", address)
                .add("role", role)
                .build();
    }

    private Answer accept(String token) {
        JsonObject acceptance = Json.createObjectBuilder()
                .add("token", token)
                .add("password", PASSWORD)
                .build();
        return Api.anonymous(server.baseUri()).post("/auth/accept-invitation", acceptance);
    }

    private List<JsonObject> pending() {
        return company.api().get(PATH).expect(200).array().getValuesAs(JsonObject.class);
    }

    @Test
    void theLinkIsShownOnceAndLetsOnePersonInWithTheRole() {
        JsonObject invitation = invite("approver");
        String token = invitation.getString("token");
        assertThat(invitation.keySet())
                .containsExactlyInAnyOrder("id", "email", "role", "created_at", "expires_at", "link", "token");
        assertThat(invitation.getString("link")).isEqualTo("/accept-invitation?token=" + token);
        assertThat(pending()).singleElement().satisfies(listed -> {
            assertThat(listed.keySet()).containsExactlyInAnyOrder("id", "email", "role", "created_at", "expires_at");
            assertThat(listed.getString("email")).isEqualTo(address);
        });

        JsonObject signedIn = accept(token).expect(200).json();

        assertThat(signedIn.keySet()).containsExactlyInAnyOrder("access_token", "token_type", "user");
        assertThat(signedIn.getJsonObject("user").getString("organization_id")).isEqualTo(company.organizationId());
        Company ben = Company.login(server.baseUri(), address, PASSWORD);
        assertThat(ben.api().get("/auth/me").expect(200).json().getString("role"))
                .isEqualTo("approver");
        assertThat(pending()).isEmpty();
        assertRefused(accept(token));
    }

    @Test
    void whyATokenIsRefusedIsNotTold() {
        Answer unknown = accept("x".repeat(43));
        String withdrawn = invite("viewer").getString("token");
        company.api().delete(PATH + "/" + pending().get(0).getString("id")).expect(204);
        String replaced = invite("viewer").getString("token");
        String overtaken = invite("admin").getString("token");

        assertRefused(accept(withdrawn));
        assertRefused(accept(replaced));
        company.api()
                .post(
                        "/api/users",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"role\":\"viewer\"}".formatted(address, PASSWORD))
                .expect(201);
        assertRefused(accept(overtaken));
        assertThat(accept(overtaken).body()).isEqualTo(unknown.body());
        assertThat(Company.login(server.baseUri(), address, PASSWORD)
                        .api()
                        .get("/auth/me")
                        .json()
                        .getString("role"))
                .isEqualTo("viewer");
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().getString("detail")).isEqualTo("This invitation is not valid or has expired");
    }

    @Test
    void ofTwoWhoAcceptAtOnceOneWins() throws Exception {
        String token = invite("viewer").getString("token");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> attempt = () -> accept(token).status();
            List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(4, attempt));
            assertThat(answers).extracting(Future::get).containsOnly(200, 400).containsOnlyOnce(200);
        } finally {
            threads.shutdownNow();
        }
        assertThat(company.api().get("/api/users").expect(200).array()).hasSize(2);
    }

    @Test
    void whoHasAnAccountCanNotBeInvited() {
        address = company.email().toUpperCase(Locale.ROOT);

        Answer answer = company.api().post(PATH, invitation("viewer"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).isEqualTo("Email already registered");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theInvitationsOfAnAdminEndWhenTheAdminIsRemovedOrDemoted(boolean removed) {
        Company mallory = company.invite("admin");
        String token =
                mallory.api().post(PATH, invitation("admin")).expect(201).json().getString("token");

        if (removed) {
            company.api().delete("/api/users/" + mallory.userId()).expect(204);
        } else {
            demote(mallory);
        }

        assertRefused(accept(token));
        assertThat(pending()).isEmpty();
        assertThat(company.changes())
                .filteredOn(row -> row.getString("action").equals("invitations.ended"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString("actor_id")).isEqualTo(company.userId());
                    assertThat(row.getString("subject_id")).isEqualTo(mallory.userId());
                    assertThat(row.getJsonObject("context").getInt("invitations"))
                            .isEqualTo(1);
                });
    }

    @Test
    void anInvitationThatAnAdminMakesWhileBeingRemovedLetsNobodyIn() throws Exception {
        Company mallory = company.invite("admin");
        List<String> tokens = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch underWay = new CountDownLatch(1);
            Callable<Integer> inviting = () -> {
                Answer answer;
                do {
                    JsonObject somebody = Json.createObjectBuilder()
                            .add("email", UUID.randomUUID() + "@example.com")
                            .add("role", "admin")
                            .build();
                    answer = mallory.api().post(PATH, somebody);
                    if (answer.status() == 201) {
                        tokens.add(answer.json().getString("token"));
                    }
                    underWay.countDown();
                } while (answer.status() == 201);
                return answer.status();
            };
            List<Future<Integer>> ends = Collections.nCopies(4, inviting).stream()
                    .map(threads::submit)
                    .toList();
            underWay.await();
            company.api().delete("/api/users/" + mallory.userId()).expect(204);
            assertThat(ends).extracting(Future::get).containsOnly(401);
        } finally {
            threads.shutdownNow();
        }

        assertThat(tokens).isNotEmpty();
        tokens.stream().skip(Math.max(0, tokens.size() - 10)).forEach(token -> assertRefused(accept(token)));
    }

    @Test
    void theApiKeysOfAFormerAdminAreShownAndGoOn() {
        Company mallory = company.invite("admin");
        mallory.apiKey("mallory's");
        company.apiKey("another");

        JsonObject demoted = company.api()
                .put("/api/users/" + mallory.userId(), "{\"role\":\"viewer\"}")
                .expect(200)
                .json();
        company.api().delete("/api/users/" + mallory.userId()).expect(204);

        assertThat(demoted.getJsonArray("api_keys").getValuesAs(JsonObject.class))
                .singleElement()
                .satisfies(key -> assertThat(key.getString("name")).isEqualTo("mallory's"));
        assertThat(company.api()
                        .get("/api/api-keys?created_by=" + mallory.userId())
                        .expect(200)
                        .array()
                        .getValuesAs(JsonObject.class))
                .extracting(key -> key.getString("name"))
                .containsExactly("mallory's");
    }

    private void demote(Company admin) {
        company.api()
                .put("/api/users/" + admin.userId(), "{\"role\":\"viewer\"}")
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approver", "viewer"})
    void onlyAdminsInvite(String role) {
        Api api = company.invite(role).api();
        String id = invite("admin").getString("id");

        assertThat(api.post(PATH, invitation("admin")).status()).isEqualTo(403);
        assertThat(api.get(PATH).status()).isEqualTo(403);
        assertThat(api.delete(PATH + "/" + id).status()).isEqualTo(403);
        assertThat(pending()).hasSize(1);
    }

    @Test
    void theLogTellsWhoInvitedWhom() {
        String first = invite("viewer").getString("id");
        company.api().delete(PATH + "/" + first).expect(204);
        JsonObject second = invite("approver");
        String user = accept(second.getString("token"))
                .expect(200)
                .json()
                .getJsonObject("user")
                .getString("id");

        List<JsonObject> rows = company.changes();

        assertThat(rows)
                .extracting(row -> row.getString("action"))
                .containsExactly(
                        "user.created",
                        "invitation.created",
                        "invitation.deleted",
                        "invitation.created",
                        "organization.registered");
        JsonObject joined = rows.get(0);
        assertThat(joined.getString("actor_id")).isEqualTo(user);
        assertThat(joined.getString("subject_id")).isEqualTo(user);
        JsonObject context = joined.getJsonObject("context");
        assertThat(context.getString("role")).isEqualTo("approver");
        assertThat(context.getString("invitation")).isEqualTo(second.getString("id"));
        assertThat(context.getString("invited_by")).isEqualTo(company.userId());
        assertThat(rows.toString()).doesNotContain(second.getString("token"), PASSWORD);
    }
}
