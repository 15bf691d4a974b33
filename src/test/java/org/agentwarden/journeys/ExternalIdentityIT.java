package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.OidcIssuer;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A company's people sign in where they always do, and work here with the tokens that they get there. */
@Tag("full")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ExternalIdentityIT {

    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(20));
    private static final String ACTION = "stripe.refund";

    private OidcIssuer issuer;
    private AgentWardenServer server;
    private Company company;
    private Agent agent;

    @BeforeAll
    void start() {
        issuer = OidcIssuer.start();
        server = AgentWardenServer.named("external-identity")
                .with("AGENTWARDEN_OIDC_ISSUER", issuer.issuer())
                .with("AGENTWARDEN_OIDC_AUDIENCE", OidcIssuer.AUDIENCE)
                .with("AGENTWARDEN_OIDC_ROLES", "aw-admins=admin,aw-approvers=approver,aw-viewers=viewer")
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL", "ada@company.example")
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD", "correct horse")
                .start();
        company = Company.login(server.baseUri(), "ada@company.example", "correct horse");
        agent = company.agent("refund-bot");
        company.requireApproval(agent, ACTION);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        issuer.close();
    }

    private Api with(String token) {
        return Api.withToken(server.baseUri(), token);
    }

    private Api user(String subject, String... groups) {
        return with(issuer.token(subject, groups));
    }

    private String pendingApproval() {
        return agent.check(ACTION, "{\"amount\":%d}".formatted(System.nanoTime()))
                .awaitedApproval();
    }

    @Test
    void anApproverDecidesAndTheLogSaysWhoItWas() {
        Api approver = user("anna", "staff", "aw-approvers");
        String approval = pendingApproval();

        JsonObject approved = approver.post("/api/approvals/" + approval + "/approve", "{}")
                .expect(200)
                .json();

        JsonObject me = approver.get("/auth/me").expect(200).json();
        assertThat(me.getString("email")).isEqualTo("anna@company.example");
        assertThat(me.getString("role")).isEqualTo("approver");
        assertThat(me.getString("organization_id")).isEqualTo(company.organizationId());
        assertThat(approved.getString("resolved_by")).isEqualTo(me.getString("id"));
        assertThat(company.logsOf(approval))
                .anyMatch(row -> row.getString("actor_id", "").equals(me.getString("id")));
        assertThat(listed(me.getString("id")).getString("issuer")).isEqualTo(issuer.issuer());
        assertThat(changesOf(me.getString("id"))).contains("user.created");
        assertThat(user("anna", "aw-approvers")
                        .get("/auth/me")
                        .expect(200)
                        .json()
                        .getString("id"))
                .isEqualTo(me.getString("id"));
    }

    @Test
    void aSessionAtTheIssuerIsOneSignInInTheLog() {
        JwtClaims first = issuer.claims("sid", "aw-viewers");
        first.setStringClaim("sid", "morning");
        first.setJwtId("token 1");
        JwtClaims refreshed = issuer.claims("sid", "aw-viewers");
        refreshed.setStringClaim("sid", "morning");
        refreshed.setJwtId("token 2");
        JwtClaims next = issuer.claims("sid", "aw-viewers");
        next.setStringClaim("sid", "afternoon");
        String id = with(issuer.sign(first)).get("/auth/me").expect(200).json().getString("id");

        assertThat(signInsOf(id)).hasSize(1);
        with(issuer.sign(first)).get("/api/agents").expect(200);
        with(issuer.sign(refreshed)).get("/api/agents").expect(200);
        assertThat(signInsOf(id)).hasSize(1);
        with(issuer.sign(next)).get("/api/agents").expect(200);
        assertThat(signInsOf(id)).hasSize(2).allSatisfy(row -> {
            assertThat(row.getString("action")).isEqualTo("user.signed_in");
            assertThat(row.getJsonObject("context").getString("method")).isEqualTo("openid_connect");
            assertThat(row.getString("client_address")).isEqualTo("127.0.0.1");
        });
    }

    private List<JsonObject> signInsOf(String userId) {
        return company.api()
                .get("/api/logs?kind=sign_in&actor_id=" + userId)
                .expect(200)
                .array()
                .getValuesAs(JsonObject.class);
    }

    @Test
    void aViewerMayLookAndNotDecide() {
        Api viewer = user("victor", "aw-viewers");

        viewer.get("/api/approvals").expect(200);
        Answer refused = viewer.post("/api/approvals/" + pendingApproval() + "/approve", "{}");

        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void theRoleIsThatOfTheTokenAtEachRequest() {
        user("rita", "aw-viewers").post("/api/agents", "{\"name\":\"ritas\"}").expect(403);
        user("rita", "aw-admins").post("/api/agents", "{\"name\":\"ritas\"}").expect(201);
        user("rita", "aw-viewers")
                .post("/api/agents", "{\"name\":\"ritas second\"}")
                .expect(403);

        String id =
                user("rita", "aw-viewers").get("/auth/me").expect(200).json().getString("id");
        assertThat(changesOf(id)).containsOnlyOnce("user.created").contains("user.changed");
        Answer refused = company.api().put("/api/users/" + id, "{\"role\":\"admin\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonObject("detail").getString("error")).isEqualTo("external_user");
    }

    @Test
    void withoutAGroupThatWeKnowNobodyGetsIn() {
        Answer refused = user("stranger", "staff").get("/api/agents");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getJsonObject("detail").getString("error")).isEqualTo("forbidden");
        assertThat(company.api().get("/api/users").expect(200).body()).doesNotContain("stranger@");
    }

    private Stream<Arguments> badTokens() {
        JwtClaims claims = issuer.claims("mallory", "aw-admins");
        JwtClaims expired = issuer.claims("mallory", "aw-admins");
        expired.setExpirationTimeMinutesInTheFuture(-2);
        JwtClaims early = issuer.claims("mallory", "aw-admins");
        early.setNotBeforeMinutesInThePast(-2);
        JwtClaims otherAudience = issuer.claims("mallory", "aw-admins");
        otherAudience.setAudience("another-api");
        JwtClaims otherIssuer = issuer.claims("mallory", "aw-admins");
        otherIssuer.setIssuer(issuer.issuer() + "-2");
        JwtClaims idToken = issuer.claims("mallory", "aw-admins");
        idToken.setStringClaim("typ", "ID");
        JwtClaims namelessIdToken = issuer.claims("mallory", "aw-admins");
        namelessIdToken.unsetClaim("typ");
        namelessIdToken.setStringClaim("nonce", "n-0S6_WzA2Mj");
        byte[] publicKey = issuer.key().getPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        String good = issuer.sign(claims);
        String[] parts = good.split("\\.", -1);
        try (OidcIssuer foreign = OidcIssuer.start()) {
            return Stream.of(
                    arguments("expired", issuer.sign(expired)),
                    arguments("not yet valid", issuer.sign(early)),
                    arguments("for another audience", issuer.sign(otherAudience)),
                    arguments("by another issuer's name", issuer.sign(otherIssuer)),
                    arguments("an ID token", issuer.sign(idToken)),
                    arguments("an ID token that does not say so", issuer.sign(namelessIdToken)),
                    arguments(
                            "signed by a foreign key",
                            OidcIssuer.sign(
                                    claims,
                                    AlgorithmIdentifiers.RSA_USING_SHA256,
                                    foreign.key().getPrivateKey(),
                                    issuer.key().getKeyId())),
                    arguments("of a foreign issuer", foreign.token("mallory", "aw-admins")),
                    arguments(
                            "signed by nobody",
                            OidcIssuer.sign(
                                    claims,
                                    AlgorithmIdentifiers.NONE,
                                    null,
                                    issuer.key().getKeyId())),
                    arguments("signed with the public key as a secret", hmac(claims, publicKey)),
                    arguments(
                            "signed with the public key's text as a secret",
                            hmac(claims, pem.getBytes(StandardCharsets.UTF_8))),
                    arguments("without its signature", parts[0] + "." + parts[1] + "."),
                    arguments("with other claims", parts[0] + "." + otherClaims(parts[1]) + "." + parts[2]),
                    arguments("no token at all", "junk"));
        }
    }

    private String hmac(JwtClaims claims, byte[] secret) {
        return OidcIssuer.sign(
                claims,
                AlgorithmIdentifiers.HMAC_SHA256,
                new HmacKey(secret),
                issuer.key().getKeyId());
    }

    private static String otherClaims(String encoded) {
        String json = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace("mallory", "anybody").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aTokenThatIsNotGoodIsAnsweredLikeNone(String name, String token) {
        Answer answer = with(token).get("/api/agents");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().getString("detail")).isEqualTo("Not authenticated");
    }

    @Test
    void aLocalUserWithTheSameAddressIsSomebodyElse() {
        JwtClaims claims = issuer.claims("impostor", "aw-viewers");
        claims.setStringClaim("email", company.email());

        JsonObject me = with(issuer.sign(claims)).get("/auth/me").expect(200).json();

        assertThat(me.getString("id")).isNotEqualTo(company.userId());
        assertThat(me.getString("role")).isEqualTo("viewer");
        assertThat(company.api().get("/auth/me").expect(200).json().getString("role"))
                .isEqualTo("admin");
        assertThat(Api.anonymous(server.baseUri())
                        .post("/auth/login", "{\"email\":\"impostor@company.example\",\"password\":\"anything\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theLastLocalAdminStaysWhoeverElseIsAdmin() {
        user("adam", "aw-admins").get("/api/agents").expect(200);

        Answer refused = company.api().delete("/api/users/" + company.userId());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonObject("detail").getString("error")).isEqualTo("last_admin");
    }

    @Test
    void whoeverComesWithManyRequestsAtOnceIsOneUser() {
        Api newcomer = user("newcomer", "aw-viewers");

        List<CompletableFuture<Answer>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> newcomer.get("/auth/me")))
                .limit(8)
                .toList();

        assertThat(answers.stream()
                        .map(answer -> answer.join().expect(200).json().getString("id"))
                        .distinct())
                .hasSize(1);
        assertThat(signInsOf(newcomer.get("/auth/me").expect(200).json().getString("id")))
                .hasSize(1);
    }

    @Test
    void aNewKeyIsFollowedAndTheOldOneForgotten() {
        String signedBefore = issuer.token("anna", "aw-viewers");
        with(signedBefore).get("/api/agents").expect(200);

        issuer.rotateKey();

        String signedAfter = issuer.token("anna", "aw-viewers");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(with(signedAfter).get("/api/agents").status())
                                .isEqualTo(200));
        assertThat(with(signedBefore).get("/api/agents").status()).isEqualTo(401);
    }

    @Test
    void anIssuerThatHangsHoldsUpNobodyWhomWeCanTellWithoutIt() {
        String known = issuer.token("anna", "aw-viewers");
        with(known).get("/api/agents").expect(200);
        issuer.hang();
        try {
            String unknown = OidcIssuer.sign(
                    issuer.claims("anna", "aw-viewers"), "RS256", issuer.key().getPrivateKey(), "new");

            await().atMost(PATIENCE).untilAsserted(() -> {
                Answer answer = with(unknown).get("/api/agents");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isPresent();
                assertThat(answer.json().getJsonObject("detail").getString("error"))
                        .isEqualTo("identity_provider_unavailable");
            });
            with(known).get("/api/agents").expect(200);
            company.api().get("/api/agents").expect(200);
        } finally {
            issuer.answerAgain();
        }
        int before = issuer.keyRequests();
        with("junk").get("/api/agents").expect(401);
        JwtClaims expired = issuer.claims("anna", "aw-viewers");
        expired.setExpirationTimeMinutesInTheFuture(-2);
        with(OidcIssuer.sign(expired, "RS256", issuer.key().getPrivateKey(), "newer"))
                .get("/api/agents")
                .expect(401);
        assertThat(issuer.keyRequests()).isEqualTo(before);
    }

    @Test
    void aStrangerWhoRegistersAnOrganizationKeepsNobodyOut() {
        Company stranger = Company.register(server.baseUri());

        JsonObject me = user("anna", "aw-admins").get("/auth/me").expect(200).json();

        assertThat(me.getString("organization_id")).isEqualTo(company.organizationId());
        stranger.api().get("/api/agents").expect(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void withoutTheBootstrapAdminItMustBeSaidWhichOrganizationIsMeant() {
        Company successor = company.invite("admin");
        successor.api().delete("/api/users/" + company.userId()).expect(204);

        Answer refused = user("anna", "aw-admins").get("/api/agents");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getJsonObject("detail").getString("message"))
                .contains("agentwarden.oidc.organization");
    }

    private JsonObject listed(String userId) {
        return company.api().get("/api/users?limit=100").expect(200).array().getValuesAs(JsonObject.class).stream()
                .filter(user -> user.getString("id").equals(userId))
                .findFirst()
                .orElseThrow();
    }

    private List<String> changesOf(String userId) {
        return company.changes().stream()
                .filter(row -> row.getString("subject_id").equals(userId))
                .map(row -> row.getString("action"))
                .toList();
    }
}
