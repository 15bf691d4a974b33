package org.agentwarden.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.OidcIssuer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People of a Keycloak realm work here with the tokens that it gives them. */
@Tag("keycloak")
class KeycloakIT {

    private static final String REALM = "company";
    private static final String CLIENT = "agentwarden-cli";
    private static final String ACTION = "stripe.refund";

    /** The minute by which clocks may differ, and some more. */
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(100));

    private static KeycloakServer keycloak;
    private static AgentWardenServer server;
    private static Company company;
    private static Agent agent;

    @BeforeAll
    static void start() {
        keycloak = KeycloakServer.start(Path.of(System.getProperty("keycloak.home")));
        server = AgentWardenServer.named("keycloak")
                .with("AGENTWARDEN_OIDC_ISSUER", keycloak.issuer(REALM))
                .with("AGENTWARDEN_OIDC_AUDIENCE", "agentwarden-api")
                .with("AGENTWARDEN_OIDC_ROLES_CLAIM", "realm_access.roles")
                .with("AGENTWARDEN_OIDC_ROLES", "aw-admins=admin,aw-approvers=approver,aw-viewers=viewer")
                .with("AGENTWARDEN_OIDC_JWKS_REFRESH", "5s")
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_EMAIL", "ada@company.example")
                .with("AGENTWARDEN_BOOTSTRAP_ADMIN_PASSWORD", "correct horse")
                .start();
        company = Company.login(server.baseUri(), "ada@company.example", "correct horse");
        agent = company.agent("refund-bot");
        company.requireApproval(agent, ACTION);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    private static Api with(String token) {
        return Api.withToken(server.baseUri(), token);
    }

    private static int statusFor(String token) {
        return with(token).get("/api/approvals").status();
    }

    private static String approval() {
        return agent.check(ACTION, "{\"amount\":%d}".formatted(System.nanoTime()))
                .awaitedApproval();
    }

    @Test
    void anApproverOfTheRealmApproves() {
        Api approver = with(keycloak.token(REALM, CLIENT, "anna"));
        String approval = approval();

        JsonObject approved = approver.post("/api/approvals/" + approval + "/approve", "{}")
                .expect(200)
                .json();

        JsonObject me = approver.get("/auth/me").expect(200).json();
        assertThat(me.getString("email")).isEqualTo("anna@company.example");
        assertThat(me.getString("role")).isEqualTo("approver");
        assertThat(approved.getString("status")).isEqualTo("approved");
        assertThat(approved.getString("resolved_by")).isEqualTo(me.getString("id"));
        assertThat(agent.approval(approval).getString("status")).isEqualTo("approved");
    }

    @Test
    void anAdminOfTheRealmManagesAndAViewerLooks() {
        with(keycloak.token(REALM, CLIENT, "adam"))
                .post("/api/agents", "{\"name\":\"adams\"}")
                .expect(201);
        Api viewer = with(keycloak.token(REALM, CLIENT, "victor"));
        viewer.get("/api/approvals").expect(200);

        viewer.post("/api/approvals/" + approval() + "/approve", "{}").expect(403);
        viewer.post("/api/agents", "{\"name\":\"victors\"}").expect(403);
    }

    @Test
    void usersOfTheRealmWithoutOneOfTheRolesAreKeptOut() {
        assertThat(statusFor(keycloak.token(REALM, CLIENT, "norbert"))).isEqualTo(403);
    }

    @Test
    void tokensForOthersAreRefused() {
        assertThat(statusFor(keycloak.token(REALM, "other-app", "adam"))).isEqualTo(401);
        assertThat(statusFor(keycloak.token("elsewhere", CLIENT, "adam"))).isEqualTo(401);
    }

    @Test
    void forgedTokensAreRefused() throws Exception {
        String good = keycloak.token(REALM, CLIENT, "adam");
        assertThat(statusFor(good)).isEqualTo(200);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(good);
        String keyId = signature.getKeyIdHeaderValue();
        JwtClaims claims = JwtClaims.parse(signature.getUnverifiedPayload());
        byte[] publicKey = ((PublicJsonWebKey)
                        new JsonWebKeySet(keycloak.publishedKeys(REALM)).findJsonWebKey(keyId, null, null, null))
                .getPublicKey()
                .getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";

        assertThat(statusFor(OidcIssuer.sign(claims, "none", null, keyId))).isEqualTo(401);
        assertThat(statusFor(OidcIssuer.sign(claims, "HS256", new HmacKey(publicKey), keyId)))
                .isEqualTo(401);
        assertThat(statusFor(
                        OidcIssuer.sign(claims, "HS256", new HmacKey(pem.getBytes(StandardCharsets.UTF_8)), keyId)))
                .isEqualTo(401);
        try (OidcIssuer forger = OidcIssuer.start()) {
            assertThat(statusFor(OidcIssuer.sign(claims, "RS256", forger.key().getPrivateKey(), keyId)))
                    .isEqualTo(401);
        }
    }

    @Test
    void aTokenEndsWithItsTime() {
        String shortLived = keycloak.token(REALM, "hasty-app", "adam");
        assertThat(statusFor(shortLived)).isEqualTo(200);

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> statusFor(shortLived) == 401);
    }

    @Test
    void theRealmsKeysAreFollowed() throws Exception {
        String before = keycloak.token(REALM, CLIENT, "adam");
        assertThat(statusFor(before)).isEqualTo(200);

        keycloak.addKey(REALM);
        String after = keycloak.token(REALM, CLIENT, "adam");
        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        await().atMost(PATIENCE).until(() -> statusFor(after) == 200);
        assertThat(statusFor(before)).isEqualTo(200);

        keycloak.removeKey(REALM, keyId(before));
        await().atMost(PATIENCE).until(() -> statusFor(before) == 401);
        assertThat(statusFor(after)).isEqualTo(200);
    }

    private static String keyId(String token) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setCompactSerialization(token);
        return signature.getKeyIdHeaderValue();
    }
}
