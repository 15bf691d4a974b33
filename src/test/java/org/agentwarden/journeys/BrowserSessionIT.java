package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser's session, request by request. */
@ExtendWith(SharedServer.class)
class BrowserSessionIT {

    private static final String JSON = "application/json";
    private static final byte[] NEW_AGENT = "{\"name\":\"session-bot\"}".getBytes(StandardCharsets.UTF_8);
    private static final String PASSWORD = "correct horse battery";

    private Company company;
    private Api anonymous;
    private Answer signedIn;

    @BeforeEach
    void signIn(AgentWardenServer server) {
        String email = "ada-" + System.nanoTime() + "@session.example";
        company = Company.register(server.baseUri(), email, PASSWORD, "Session");
        anonymous = Api.anonymous(server.baseUri());
        signedIn = anonymous
                .post("/auth/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .expect(200);
    }

    private String setCookie() {
        return attributes(signedIn);
    }

    /** Servers differ in the space before an attribute. */
    private static String attributes(Answer answer) {
        return answer.header("set-cookie").orElseThrow().replace("; ", ";");
    }

    private String cookie() {
        return setCookie().substring(0, setCookie().indexOf(';'));
    }

    private Map<String, String> session() {
        return Map.of("Cookie", cookie(), "Content-Type", JSON, "X-CSRF-Token", csrfToken());
    }

    private String csrfToken() {
        return signedIn.json().getString("csrf_token");
    }

    @Test
    void theTokenIsInACookieThatNoScriptAndNoOtherSiteGets() {
        assertThat(setCookie())
                .startsWith("agentwarden_session=")
                .containsIgnoringCase(";HttpOnly")
                .containsIgnoringCase(";SameSite=Strict")
                .containsIgnoringCase(";Path=/")
                .containsIgnoringCase(";Max-Age=604800")
                .doesNotContainIgnoringCase(";Secure");
        assertThat(signedIn.body()).doesNotContain(cookie().substring(cookie().indexOf('=') + 1));
        assertThat(signedIn.json().getJsonObject("user").getString("role")).isEqualTo("admin");
    }

    @Test
    void behindTlsTheCookieNeverGoesWithoutIt() {
        Answer answer =
                anonymous.send("DELETE", "/auth/session", Map.of("Origin", "https://agentwarden.example"), new byte[0]);

        assertThat(attributes(answer))
                .startsWith("__Host-agentwarden_session=")
                .containsIgnoringCase(";Secure")
                .containsIgnoringCase(";Path=/")
                .doesNotContainIgnoringCase(";Domain");
    }

    @Test
    void whoIsSignedInIsTold() {
        Answer known = anonymous.send("GET", "/auth/session", Map.of("Cookie", cookie()), new byte[0]);
        Answer unknown = anonymous.get("/auth/session").expect(200);
        Answer forged = anonymous.send("GET", "/auth/session", Map.of("Cookie", cookie() + "x"), new byte[0]);

        assertThat(known.json().getJsonObject("user").getString("email")).isEqualTo(company.email());
        assertThat(known.json().getString("csrf_token")).isEqualTo(csrfToken());
        assertThat(unknown.json().get("user")).isEqualTo(JsonValue.NULL);
        assertThat(forged.json().get("user")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aRequestThatChangesSomethingMustShowThatOurPageWantsIt() {
        Map<String, String> withoutProof = Map.of("Cookie", cookie(), "Content-Type", JSON);
        Map<String, String> withWrongProof =
                Map.of("Cookie", cookie(), "Content-Type", JSON, "X-CSRF-Token", csrfToken() + "x");
        Map<String, String> withProof = Map.of("Cookie", cookie(), "Content-Type", JSON, "X-CSRF-Token", csrfToken());

        for (Map<String, String> headers : List.of(withoutProof, withWrongProof)) {
            Answer refused = anonymous.send("POST", "/api/agents", headers, NEW_AGENT);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().getJsonObject("detail").getString("error"))
                    .isEqualTo("csrf_token_invalid");
        }
        assertThat(company.api().get("/api/agents").array()).isEmpty();
        anonymous.send("POST", "/api/agents", withProof, NEW_AGENT).expect(201);
        anonymous
                .send("GET", "/api/agents", Map.of("Cookie", cookie()), new byte[0])
                .expect(200);
    }

    @Test
    void aBearerNeedsNoProofAndACookieBesideItIsIgnored() {
        company.api()
                .send("POST", "/api/agents", Map.of("Cookie", cookie(), "Content-Type", JSON), NEW_AGENT)
                .expect(201);
        Map<String, String> withBadBearer = Map.of("Cookie", cookie(), "Authorization", "Bearer nonsense");

        assertThat(anonymous
                        .send("GET", "/api/agents", withBadBearer, new byte[0])
                        .status())
                .isEqualTo(401);
    }

    @Test
    void signingOutTakesTheCookieAway() {
        Answer answer = anonymous
                .send("DELETE", "/auth/session", session(), new byte[0])
                .expect(204);

        assertThat(attributes(answer)).startsWith("agentwarden_session=").containsIgnoringCase(";Max-Age=0");
    }

    @Test
    void anotherSitesPageCanNotSignAnybodyOut() {
        Answer refused = anonymous.send("DELETE", "/auth/session", Map.of("Cookie", cookie()), new byte[0]);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getJsonObject("detail").getString("error")).isEqualTo("csrf_token_invalid");
        anonymous
                .send("GET", "/api/agents", Map.of("Cookie", cookie()), new byte[0])
                .expect(200);
    }

    @Test
    void aPageThatChangesThePasswordGetsACookieAndNoToken() {
        String change = "{\"current_password\":\"%s\",\"new_password\":\"battery staple\"}".formatted(PASSWORD);

        Answer changed = anonymous
                .send("POST", "/auth/password", session(), change.getBytes(StandardCharsets.UTF_8))
                .expect(200);

        String fresh = attributes(changed).substring(0, attributes(changed).indexOf(';'));
        assertThat(fresh).startsWith("agentwarden_session=").isNotEqualTo(cookie());
        assertThat(changed.json().keySet()).containsExactlyInAnyOrder("user", "csrf_token", "registration", "plans");
        assertThat(changed.body()).doesNotContain(fresh.substring(fresh.indexOf('=') + 1));
        anonymous
                .send("GET", "/api/agents", Map.of("Cookie", fresh), new byte[0])
                .expect(200);
        anonymous
                .send("GET", "/api/agents", Map.of("Cookie", cookie()), new byte[0])
                .expect(401);
    }

    @Test
    void aCopyOfTheCookieIsWorthNothingAfterSigningOutButOtherSessionsGoOn() {
        Map<String, String> copy = Map.of("Cookie", cookie());
        anonymous.send("GET", "/api/agents", copy, new byte[0]).expect(200);

        anonymous.send("DELETE", "/auth/session", session(), new byte[0]).expect(204);

        anonymous.send("GET", "/api/agents", copy, new byte[0]).expect(401);
        String token = cookie().substring(cookie().indexOf('=') + 1);
        anonymous
                .send("GET", "/api/agents", Map.of("Authorization", "Bearer " + token), new byte[0])
                .expect(401);
        anonymous.send("DELETE", "/auth/session", session(), new byte[0]).expect(204);
        company.api().get("/api/agents").expect(200);
    }

    @Test
    void whoSignsOutManyTimesAtOnceIsSignedOut() {
        Map<String, String> copy = session();

        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(time -> anonymous.send("DELETE", "/auth/session", copy, new byte[0]))
                        .map(Answer::status))
                .containsOnly(204);
        anonymous.send("GET", "/api/agents", copy, new byte[0]).expect(401);
        assertThat(company.api()
                        .get("/api/logs?kind=sign_in&action=user.signed_out")
                        .expect(200)
                        .array())
                .hasSize(1);
    }

    @Test
    void aFormOfAnotherSiteCanNotSignAnybodyIn() {
        Answer answer = anonymous.send(
                "POST",
                "/auth/session",
                Map.of("Content-Type", "text/plain"),
                "{\"email\":\"%s\",\"password\":\"%s\"}"
                        .formatted(company.email(), PASSWORD)
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("set-cookie")).isEmpty();
    }
}
