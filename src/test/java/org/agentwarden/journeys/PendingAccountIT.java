package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An e-mail address belongs to the first account that is signed in to, and to nobody before. */
@ExtendWith(SharedServer.class)
class PendingAccountIT {

    private static final String PASSWORD = "a quite secret password";
    private static final String OTHER_PASSWORD = "another secret password";

    private AgentWardenServer server;
    private Company company;
    private Company stranger;
    private String address;

    @BeforeEach
    void signUp(AgentWardenServer shared) {
        server = shared;
        company = Company.register(shared.baseUri());
        stranger = Company.register(shared.baseUri());
        address = "ceo-" + UUID.randomUUID() + "@example.com";
    }

    private static Answer add(Company to, String email, String password) {
        return to.api()
                .post(
                        "/api/users",
                        Json.createObjectBuilder()
                                .add("email", email)
                                .add("password", password)
                                .add("role", "admin")
                                .build());
    }

    private static Answer invite(Company to, String email) {
        return to.api().post("/api/invitations", "{\"email\":\"%s\",\"role\":\"viewer\"}".formatted(email));
    }

    private Answer login(String email, String password) {
        return Api.anonymous(server.baseUri())
                .post(
                        "/auth/login",
                        Json.createObjectBuilder()
                                .add("email", email)
                                .add("password", password)
                                .build());
    }

    private static JsonObject listed(Company in, String email) {
        return in.api().get("/api/users").expect(200).array().getValuesAs(JsonObject.class).stream()
                .filter(user -> user.getString("email").equals(email))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAccountThatNobodyHasSignedInToKeepsTheAddressFromNobody() {
        add(stranger, address, OTHER_PASSWORD).expect(201);

        add(company, address, PASSWORD).expect(201);
        invite(Company.register(server.baseUri()), address).expect(201);
        Company owner = Company.register(server.baseUri(), address, "correct horse", "Example");

        assertThat(login(address, "correct horse").status()).isEqualTo(200);
        assertThat(login(address, PASSWORD).status()).isEqualTo(401);
        assertThat(login(address, OTHER_PASSWORD).status()).isEqualTo(401);
        assertThat(listed(owner, address).getBoolean("pending")).isFalse();
        assertThat(listed(stranger, address).getBoolean("pending")).isTrue();
        Answer again = Api.anonymous(server.baseUri())
                .post(
                        "/auth/register",
                        "{\"email\":\"%s\",\"password\":\"correct horse\",\"organization_name\":\"x\"}"
                                .formatted(address));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().getString("detail")).isEqualTo("Email already registered");
    }

    @Test
    void ofSeveralPendingAccountsThePasswordDecidesAndTheFirstSignInEndsTheOthers() {
        add(stranger, address, OTHER_PASSWORD).expect(201);
        add(company, address.toUpperCase(Locale.ROOT), PASSWORD).expect(201);
        assertThat(login(address, "neither of them").status()).isEqualTo(401);

        JsonObject signedIn = login(address, PASSWORD).expect(200).json();

        assertThat(signedIn.getJsonObject("user").getString("organization_id")).isEqualTo(company.organizationId());
        assertThat(listed(company, address).getBoolean("pending")).isFalse();
        assertThat(listed(company, address).getString("id"))
                .isEqualTo(signedIn.getJsonObject("user").getString("id"));
        assertThat(login(address, OTHER_PASSWORD).status()).isEqualTo(401);
        Company ceo = Company.login(server.baseUri(), address, PASSWORD);
        ceo.api()
                .post(
                        "/auth/password",
                        "{\"current_password\":\"%s\",\"new_password\":\"correct horse\"}".formatted(PASSWORD))
                .expect(200);
        assertThat(login(address, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void addingAndInvitingTellNothingAboutAccountsOfOthers() {
        String used = company.email();
        String unused = "nobody-" + UUID.randomUUID() + "@example.com";

        for (String known : List.of(used, unused)) {
            JsonObject user = add(stranger, known, PASSWORD).expect(201).json();
            assertThat(user.keySet())
                    .containsExactlyInAnyOrder("id", "email", "role", "pending", "issuer", "created_at");
            assertThat(user.getBoolean("pending")).isTrue();
            stranger.api().delete("/api/users/" + user.getString("id")).expect(204);
            invite(stranger, known).expect(201);
        }
        assertThat(login(used, PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void anAddressIsOnceInAnOrganization() {
        add(company, address, PASSWORD).expect(201);

        List<Answer> refused = Stream.of(
                        add(company, address, PASSWORD),
                        invite(company, address),
                        add(company, company.email(), PASSWORD),
                        invite(company, company.email()))
                .toList();

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getString("detail")).isEqualTo("Email already registered");
        });
    }

    @Test
    void anInvitationToAnAddressThatSomebodyElseHasCanNotBeAccepted() {
        String token = invite(stranger, company.email()).expect(201).json().getString("token");

        Answer answer = Api.anonymous(server.baseUri())
                .post("/auth/accept-invitation", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, PASSWORD));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).isEqualTo("This invitation is not valid or has expired");
    }

    @Test
    void anAccountThatAFormerAdminMadeAndNobodyHasSignedInToLetsNobodyIn() {
        Company mallory = company.invite("admin");
        add(mallory, address, PASSWORD).expect(201);
        String used = "used-" + address;
        add(mallory, used, PASSWORD).expect(201);
        login(used, PASSWORD).expect(200);

        company.api().delete("/api/users/" + mallory.userId()).expect(204);

        assertThat(login(address, PASSWORD).status()).isEqualTo(401);
        assertThat(login(used, PASSWORD).status()).isEqualTo(200);
        assertThat(company.api().get("/api/users").expect(200).body()).doesNotContain("\"" + address + "\"");
    }

    @Test
    void anAdminWhoHasNeverSignedInIsNotTheOneWhoIsLeft() {
        add(company, address, PASSWORD).expect(201);

        assertThat(company.api().delete("/api/users/" + company.userId()).status())
                .isEqualTo(409);
        login(address, PASSWORD).expect(200);
        company.api().delete("/api/users/" + company.userId()).expect(204);
    }
}
