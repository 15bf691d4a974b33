package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody who has lost the password is given a link by an admin. */
@ExtendWith(SharedServer.class)
class PasswordLinkIT {

    private static final String CHOSEN = "another quite secret password";

    private AgentWardenServer server;
    private Company company;
    private Company grace;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(shared.baseUri());
        grace = company.invite("approver");
    }

    private JsonObject makeLink() {
        return ask(company, grace.userId()).expect(201).json();
    }

    private static Answer ask(Company admin, String userId) {
        return admin.api().post("/api/users/" + userId + "/password-link", "");
    }

    private Answer use(JsonObject link) {
        return use(link.getString("token"), CHOSEN);
    }

    private Answer use(String token, String password) {
        JsonObject chosen = Json.createObjectBuilder()
                .add("token", token)
                .add("password", password)
                .build();
        return Api.anonymous(server.baseUri()).post("/auth/reset-password", chosen);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.expect(400).body()).contains("This link is not valid or has expired");
    }

    @Test
    void theLinkIsShownOnceAndGivesOneNewPasswordThatEndsAllSessions() {
        JsonObject link = makeLink();
        String token = link.getString("token");
        assertThat(link.keySet()).containsExactlyInAnyOrder("link", "token", "expires_at");
        assertThat(link.getString("link")).isEqualTo("/reset-password?token=" + token);
        assertThat(grace.api().get("/auth/me").status()).isEqualTo(200);

        JsonObject signedIn = use(link).expect(200).json();

        assertThat(grace.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(Api.withToken(server.baseUri(), signedIn.getString("access_token"))
                        .get("/auth/me")
                        .expect(200)
                        .json()
                        .getString("email"))
                .isEqualTo(grace.email());
        assertThat(Company.login(server.baseUri(), grace.email(), CHOSEN).userId())
                .isEqualTo(grace.userId());
        assertRefused(use(link));
    }

    @Test
    void aLaterLinkEndsTheEarlierOneAndWhyATokenIsRefusedIsNotTold() {
        JsonObject earlier = makeLink();
        JsonObject later = makeLink();

        assertRefused(use(earlier));
        assertThat(use("x".repeat(43), CHOSEN).body()).isEqualTo(use(earlier).body());
        use(later).expect(200);
    }

    @Test
    void anEasyPasswordIsRefusedAndTheLinkStaysGood() {
        JsonObject link = makeLink();

        assertThat(use(link.getString("token"), grace.email()).expect(400).body())
                .contains("\"password\"");

        use(link).expect(200);
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneSucceeds() {
        JsonObject link = makeLink();

        List<Integer> statuses = Stream.generate(() -> link)
                .limit(8)
                .parallel()
                .map(same -> use(same).status())
                .toList();

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses).allMatch(status -> status == 200 || status == 400);
    }

    @Test
    void theLinksOfAnAdminEndWithTheAdminsRights() {
        Company second = company.invite("admin");
        JsonObject link = ask(second, grace.userId()).expect(201).json();
        company.api()
                .put(
                        "/api/users/" + second.userId(),
                        Json.createObjectBuilder().add("role", "viewer").build())
                .expect(200);

        assertRefused(use(link));
    }

    @Test
    void aRemovedUsersLinkIsGoodForNothing() {
        JsonObject link = makeLink();
        company.api().delete("/api/users/" + grace.userId()).expect(204);

        assertRefused(use(link));
    }

    @Test
    void nobodyElseMakesLinksAndPendingAccountsHaveNone() {
        assertThat(ask(grace, company.userId()).status()).isEqualTo(403);
        assertThat(ask(Company.register(server.baseUri()), grace.userId()).status())
                .isEqualTo(404);
        String pending = company.api()
                .post(
                        "/api/users",
                        Json.createObjectBuilder()
                                .add("email", UUID.randomUUID() + "@example.com")
                                .add("password", CHOSEN)
                                .add("role", "viewer")
                                .build())
                .expect(201)
                .json()
                .getString("id");

        assertThat(ask(company, pending).expect(409).body()).contains("pending_user");
    }

    @Test
    void theLogTellsWhoMadeTheLinkAndThatItWasUsed() {
        JsonObject link = makeLink();
        use(link).expect(200);

        List<JsonObject> rows = company.changes();

        assertThat(rows)
                .extracting(row -> row.getString("action"))
                .startsWith("user.password_changed", "password_link.created");
        assertThat(rows).extracting(row -> row.getString("subject_id")).startsWith(grace.userId(), grace.userId());
        assertThat(rows).extracting(row -> row.getString("actor_id")).startsWith(grace.userId(), company.userId());
        assertThat(rows.get(0).getJsonObject("context").getString("made_by")).isEqualTo(company.userId());
        assertThat(rows.toString()).doesNotContain(link.getString("token"), CHOSEN);
    }
}
