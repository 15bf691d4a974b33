package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passwords, tokens and API keys are good until somebody changes or revokes them, and not a moment longer. */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class CredentialsIT {

    private static final String OLD = "the old password";
    private static final String NEW = "the new password";

    private AgentWardenServer server;
    private Company company;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        String name = "company-" + UUID.randomUUID();
        company = Company.register(shared.baseUri(), "admin@" + name + ".example", OLD, name);
    }

    private Answer changePassword(String current) {
        JsonObject change = Json.createObjectBuilder()
                .add("current_password", current)
                .add("new_password", NEW)
                .build();
        return company.api().post("/auth/password", change);
    }

    private int login(String password) {
        JsonObject credentials = Json.createObjectBuilder()
                .add("email", company.email())
                .add("password", password)
                .build();
        return Api.anonymous(server.baseUri()).post("/auth/login", credentials).status();
    }

    private static int me(Api api) {
        return api.get("/auth/me").status();
    }

    @Test
    void aNewPasswordEndsAllTokensButTheOneInTheAnswer() {
        Company elsewhere = Company.login(server.baseUri(), company.email(), OLD);
        Company colleague = company.invite("viewer");

        JsonObject answer = changePassword(OLD).expect(200).json();

        assertThat(answer.keySet()).containsExactlyInAnyOrder("access_token", "token_type", "user");
        Api fresh = Api.withToken(server.baseUri(), answer.getString("access_token"));
        assertThat(me(fresh)).isEqualTo(200);
        assertThat(me(company.api())).isEqualTo(401);
        assertThat(me(elsewhere.api())).isEqualTo(401);
        assertThat(me(colleague.api())).isEqualTo(200);
        assertThat(login(OLD)).isEqualTo(401);
        assertThat(login(NEW)).isEqualTo(200);
        JsonObject row = fresh.get("/api/logs?kind=management&limit=1").array().getJsonObject(0);
        assertThat(row.getString("action")).isEqualTo("user.password_changed");
        assertThat(row.getJsonObject("context")).isEmpty();
    }

    @Test
    void aWrongPasswordChangesNothing() {
        Answer answer = changePassword("guessed");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .getJsonObject("detail")
                        .getJsonArray("fields")
                        .getJsonObject(0)
                        .getString("field"))
                .isEqualTo("current_password");
        assertThat(me(company.api())).isEqualTo(200);
        assertThat(login(OLD)).isEqualTo(200);
    }

    private Stream<Arguments> waysToChooseAPassword() {
        return Stream.of(
                arguments("/auth/register", "password", "\"organization_name\":\"Analytical Engines\""),
                arguments("/api/users", "password", "\"role\":\"viewer\""),
                arguments("/auth/accept-invitation", "password", "\"token\":\"TOKEN\""),
                arguments("/auth/password", "new_password", "\"current_password\":\"" + OLD + "\""));
    }

    @ParameterizedTest
    @MethodSource("waysToChooseAPassword")
    void aPasswordThatIsGuessedFirstIsRefusedWhereverItIsChosen(String path, String field, String others) {
        String email = "ada.lovelace-" + UUID.randomUUID() + "@example.com";
        String token = company.api()
                .post("/api/invitations", "{\"email\":\"%s\",\"role\":\"viewer\"}".formatted(email))
                .expect(201)
                .json()
                .getString("token");
        String owner = path.equals("/auth/password") ? company.email() : email;

        for (String password : List.of("password", "12345678", owner, "AgentWarden")) {
            Answer answer = company.api()
                    .post(
                            path,
                            "{\"email\":\"%s\",\"%s\":\"%s\",%s}"
                                    .formatted(email, field, password, others.replace("TOKEN", token)));

            assertThat(answer.status()).as("%s", password).isEqualTo(400);
            JsonObject detail = answer.json().getJsonObject("detail");
            assertThat(detail.getJsonArray("fields").getJsonObject(0).getString("field"))
                    .isEqualTo(field);
            assertThat(detail.getString("message")).contains("harder to guess");
        }
        assertThat(login(OLD)).isEqualTo(200);
    }

    /** The sign-ins after the registration's, the newest first. */
    private List<JsonObject> signIns() {
        return company
                .api()
                .get("/api/logs?kind=sign_in&limit=100")
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(row ->
                        !row.getJsonObject("context").getString("method", "").equals("registration"))
                .toList();
    }

    private Stream<Arguments> waysToBeginASession() {
        return Stream.of(
                arguments("registration", (UnaryOperator<Company>) owner -> owner),
                arguments("password", (UnaryOperator<Company>)
                        owner -> Company.login(server.baseUri(), owner.email(), OLD)),
                arguments("password", (UnaryOperator<Company>) owner -> {
                    JsonObject credentials = Json.createObjectBuilder()
                            .add("email", owner.email())
                            .add("password", OLD)
                            .build();
                    Api.anonymous(server.baseUri())
                            .post("/auth/session", credentials)
                            .expect(200);
                    return owner;
                }),
                arguments("password_link", (UnaryOperator<Company>) owner -> {
                    Company colleague = owner.invite("admin");
                    String token = owner.api()
                            .post("/api/users/" + colleague.userId() + "/password-link", "")
                            .expect(201)
                            .json()
                            .getString("token");
                    JsonObject chosen = Json.createObjectBuilder()
                            .add("token", token)
                            .add("password", NEW)
                            .build();
                    Api.anonymous(server.baseUri())
                            .post("/auth/reset-password", chosen)
                            .expect(200);
                    return Company.login(server.baseUri(), colleague.email(), NEW);
                }),
                arguments("invitation", (UnaryOperator<Company>) owner -> owner.invite("viewer")),
                arguments("password_change", (UnaryOperator<Company>) owner -> {
                    changePassword(OLD).expect(200);
                    return Company.login(server.baseUri(), owner.email(), NEW);
                }));
    }

    @ParameterizedTest
    @MethodSource("waysToBeginASession")
    void everyWayToBeginASessionIsInTheLog(String method, UnaryOperator<Company> begin) {
        Company person = begin.apply(company);

        JsonObject row = person
                .api()
                .get("/api/logs?kind=sign_in&action=user.signed_in&actor_id=" + person.userId())
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(found ->
                        found.getJsonObject("context").getString("method", "").equals(method))
                .reduce((first, second) -> {
                    throw new AssertionError("Two rows of one sign-in: " + first + second);
                })
                .orElseThrow();
        assertThat(row.getString("client_address")).isEqualTo("127.0.0.1");
        assertThat(row.getString("subject_id")).isEqualTo(person.userId());
    }

    @Test
    void whoSignsInAndOutAndWhoFailsToIsInTheLog() {
        login(OLD);
        login("guessed");

        List<JsonObject> rows = await().atMost(LoadFactor.scale(Duration.ofSeconds(60)))
                .until(this::signIns, found -> found.size() == 2);

        assertThat(rows)
                .extracting(row -> row.getString("action"))
                .containsExactly("user.sign_in_failed", "user.signed_in");
        assertThat(rows).extracting(row -> row.getString("status")).containsExactly("failed", "success");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.getString("kind")).isEqualTo("sign_in");
            assertThat(row.getString("client_address")).isEqualTo("127.0.0.1");
            assertThat(row.getString("subject_id")).isEqualTo(company.userId());
            assertThat(row.isNull("agent_id")).isTrue();
        });
        assertThat(rows.get(0).isNull("actor_id")).isTrue();
        assertThat(rows.get(1).getString("actor_id")).isEqualTo(company.userId());
        assertThat(company.changes())
                .extracting(row -> row.getString("action"))
                .containsExactly("organization.registered");
    }

    @Test
    void aSignInThatFailsForAnUnknownAddressIsInNobodysLog() {
        Api.anonymous(server.baseUri())
                .post(
                        "/auth/login",
                        "{\"email\":\"nobody@" + company.organizationId() + ".example\",\"password\":\"x\"}")
                .expect(401);
        login("guessed");

        List<JsonObject> rows = await().atMost(LoadFactor.scale(Duration.ofSeconds(60)))
                .until(this::signIns, found -> !found.isEmpty());

        assertThat(rows).hasSize(1);
    }

    @Test
    void aChangedRoleCountsAtTheNextRequest() {
        Company colleague = company.invite("viewer");
        String invitation = "{\"email\":\"x-" + UUID.randomUUID() + "@example.com\",\"role\":\"viewer\"}";
        assertThat(colleague.api().post("/api/invitations", invitation).status())
                .isEqualTo(403);

        company.api()
                .put("/api/users/" + colleague.userId(), "{\"role\":\"admin\"}")
                .expect(200);

        assertThat(colleague.api().post("/api/invitations", invitation).status())
                .isEqualTo(201);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndTheOthersGoOn() {
        Agent first = company.agent("first");
        Agent second = company.agent("second");
        first.log("a", "success", "{}");
        JsonObject key = key("key of first");

        company.api().delete("/api/api-keys/" + key.getString("id")).expect(204);

        Answer answer = first.report("a", "success", "{}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("detail")).isEqualTo("Invalid API key");
        second.log("a", "success", "{}");
        assertThat(company.api().get("/api/api-keys").expect(200).array()).hasSize(1);
    }

    @Test
    void aKeyShowsWhoMadeIt() {
        Company colleague = company.invite("admin");
        colleague.apiKey("made by the colleague");
        company.apiKey("made by the first admin");

        assertThat(key("made by the colleague").getString("created_by")).isEqualTo(colleague.userId());
        assertThat(key("made by the first admin").getString("created_by")).isEqualTo(company.userId());
    }

    @Test
    void aKeyTellsToTheMinuteWhenItWasUsed() {
        Agent agent = company.agent("busy");
        String unused = "never used";
        company.apiKey(unused);
        assertThat(key("key of busy").isNull("last_used_at")).isTrue();

        agent.log("a", "success", "{}");

        String used = key("key of busy").getString("last_used_at");
        assertThat(used).isGreaterThanOrEqualTo(key("key of busy").getString("created_at"));
        assertThat(key(unused).isNull("last_used_at")).isTrue();
        // Longer than the server remembers a key: it looks at the row again, and leaves it alone.
        await().pollDelay(Duration.ofMillis(700)).until(() -> agent.log("a", "success", "{}") != null);
        assertThat(key("key of busy").getString("last_used_at")).isEqualTo(used);
    }

    private JsonObject key(String name) {
        List<JsonObject> keys =
                company.api().get("/api/api-keys").expect(200).array().getValuesAs(JsonObject.class);
        return keys.stream()
                .filter(key -> key.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
