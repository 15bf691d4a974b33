package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
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
}
