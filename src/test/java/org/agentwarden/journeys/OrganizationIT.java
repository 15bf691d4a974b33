package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.function.IntFunction;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an organization tells about itself, and who may change it. */
@ExtendWith(SharedServer.class)
class OrganizationIT {

    private static final String PATH = "/api/organization";

    private Company company;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
    }

    private JsonObject organization() {
        return company.api().get(PATH).expect(200).json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approver", "viewer"})
    void everybodyMayReadItAndOnlyAdminsMayChangeIt(String role) {
        Company colleague = company.invite(role);

        assertThat(colleague.api().get(PATH).expect(200).json()).isEqualTo(organization());
        Answer refused = colleague.api().put(PATH, "{\"name\":\"Mine\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getJsonObject("detail").getString("error")).isEqualTo("forbidden");
        assertThat(organization().getString("name")).isNotEqualTo("Mine");
    }

    @Test
    void aChangeLeavesWhatItDoesNotNameAndIsInTheLog() {
        JsonObject before = organization();
        assertThat(before.keySet()).containsExactlyInAnyOrder("id", "name", "plan", "created_at");
        assertThat(before.getString("id")).isEqualTo(company.organizationId());
        assertThat(before.getString("plan")).isEqualTo("enterprise");

        company.api().put(PATH, "{\"plan\":\"pro\"}").expect(200);
        company.api().put(PATH, "{\"name\":\"Renamed\"}").expect(200);
        company.api().put(PATH, "{\"name\":\"Renamed\",\"plan\":\"pro\"}").expect(200);

        assertThat(organization().getString("name")).isEqualTo("Renamed");
        assertThat(organization().getString("plan")).isEqualTo("pro");
        assertThat(organization().getString("created_at")).isEqualTo(before.getString("created_at"));
        assertThat(company.api().get("/auth/me").expect(200).json().getString("plan"))
                .isEqualTo("pro");
        assertThat(company.changes())
                .filteredOn(row -> row.getString("action").equals("organization.changed"))
                .extracting(row -> row.getJsonObject("context").toString())
                .containsExactly(
                        "{\"name\":{\"old\":\"" + before.getString("name") + "\",\"new\":\"Renamed\"}}",
                        "{\"plan\":{\"old\":\"enterprise\",\"new\":\"pro\"}}");
    }

    @Test
    void anAgentHasNoMorePermissionsThanTheOperatorAllows() {
        String path = "/api/agents/" + company.agent("powerful").id() + "/permissions";

        assertRoomFor(
                SharedServer.DEFAULT_LIMIT, 0, path, number -> "{\"action\":\"action." + number + "\"}", "permissions");
    }

    @Test
    void anOrganizationHasNoMoreKeysThanTheOperatorAllows() {
        assertRoomFor(
                SharedServer.DEFAULT_LIMIT,
                0,
                "/api/api-keys",
                number -> "{\"name\":\"key " + number + "\"}",
                "api_keys");
    }

    @Test
    void anOrganizationHasNoMoreOpenInvitationsThanTheOperatorAllows() {
        assertRoomFor(
                SharedServer.LIMIT,
                0,
                "/api/invitations",
                number -> "{\"email\":\"" + number + company.email() + "\",\"role\":\"viewer\"}",
                "invitations");
    }

    @Test
    void anOrganizationHasNoMoreUsersThanTheOperatorAllows() {
        String invited = company.api()
                .post("/api/invitations", "{\"email\":\"late" + company.email() + "\",\"role\":\"viewer\"}")
                .expect(201)
                .json()
                .getString("token");

        // The one who has signed up is there.
        assertRoomFor(
                SharedServer.LIMIT,
                1,
                "/api/users",
                number -> "{\"email\":\"" + number + company.email() + "\",\"password\":\"battery staple " + number
                        + "\",\"role\":\"viewer\"}",
                "users");

        company.api()
                .post("/auth/accept-invitation", "{\"token\":\"" + invited + "\",\"password\":\"battery staple late\"}")
                .expect(403);
    }

    private void assertRoomFor(int limit, int present, String path, IntFunction<String> body, String limitType) {
        for (int number = present; number < limit; number++) {
            company.api().post(path, body.apply(number)).expect(201);
        }

        JsonObject detail =
                company.api().post(path, body.apply(limit)).expect(403).json().getJsonObject("detail");

        assertThat(detail.getString("error")).isEqualTo("plan_limit_exceeded");
        assertThat(detail.getString("limit_type")).isEqualTo(limitType);
        assertThat(detail.getString("message")).contains(limit + "/" + limit);
    }
}
