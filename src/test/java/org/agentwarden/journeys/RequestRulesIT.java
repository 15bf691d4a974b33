package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Scrape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with low limits behind a proxy on this machine, and a web page of another origin. */
class RequestRulesIT {

    private static final int SDK_LIMIT = 5;
    private static final int API_LIMIT = 20;
    private static final int AUTH_LIMIT = 6;
    private static final int REFUSED_KEYS = 4;
    private static final int LOCKOUT_FAILURES = 2;
    private static final Duration LOCKOUT = Duration.ofMinutes(15);
    private static final String PASSWORD = "correct horse";
    private static final String ORIGIN = "https://app.example.com";

    private static AgentWardenServer server;

    @BeforeAll
    static void start() {
        server = AgentWardenServer.named("request-rules")
                .asOperated()
                .with("AGENTWARDEN_DEFAULT_PLAN", "pro")
                .with("AGENTWARDEN_RATE_LIMIT_PRO_SDK", Integer.toString(SDK_LIMIT))
                .with("AGENTWARDEN_RATE_LIMIT_PRO_API", Integer.toString(API_LIMIT))
                .with("AGENTWARDEN_RATE_LIMIT_AUTH", Integer.toString(AUTH_LIMIT))
                .with("AGENTWARDEN_RATE_LIMIT_REFUSED_KEYS", Integer.toString(REFUSED_KEYS))
                .with("AGENTWARDEN_HTTP_TRUSTED_PROXIES", "127.0.0.1")
                .with("AGENTWARDEN_LOCKOUT_FAILURES", Integer.toString(LOCKOUT_FAILURES))
                .with("AGENTWARDEN_LOCKOUT_PERIOD", LOCKOUT.toSeconds() + "s")
                .with("AGENTWARDEN_CORS_ORIGINS", ORIGIN)
                .withMovableClock()
                .start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anOrganizationMayAskAsOftenAsItsPlanSaysOnEachPlane() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("busy");
        Instant start = server.time().now();

        List<Answer> answers = IntStream.range(0, SDK_LIMIT)
                .mapToObj(request ->
                        agent.report("stripe.refund", "success", "{}").expect(200))
                .toList();
        Answer refused = agent.report("stripe.refund", "success", "{}");

        assertThat(answers)
                .extracting(answer -> answer.header("X-RateLimit-Remaining").orElseThrow())
                .containsExactly("4", "3", "2", "1", "0");
        assertThat(answers.get(0).header("X-RateLimit-Limit")).contains(Integer.toString(SDK_LIMIT));
        assertThat(number(answers.get(0), "X-RateLimit-Reset"))
                .isBetween(start.getEpochSecond() + 55, start.getEpochSecond() + 70);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("detail")).isEqualTo("Rate limit exceeded");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 60L);
        assertThat(refused.header("X-RateLimit-Remaining")).contains("0");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(answers.get(0).header("X-RateLimit-Reset"));

        Answer management = company.api().get("/auth/me").expect(200);
        assertThat(management.header("X-RateLimit-Limit")).contains(Integer.toString(API_LIMIT));
        assertThat(company.logs()).hasSize(SDK_LIMIT);
        assertThat(company.api().get("/api/agents/none").expect(404).header("X-RateLimit-Remaining"))
                .isPresent();
    }

    @Test
    void eachReportOfAnArrayCountsAsARequest() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("busy");
        String report = "{\"agent_id\":\"busy\",\"action\":\"crm.read\",\"status\":\"success\"}";

        Answer three = agent.api().post("/sdk/log", reports(report, 3)).expect(200);
        Answer refused = agent.api().post("/sdk/log", reports(report, 3)).expect(429);
        Answer two = agent.api().post("/sdk/log", reports(report, 2)).expect(200);
        Answer none = agent.api().post("/sdk/log", report).expect(429);

        assertThat(three.header("X-RateLimit-Remaining")).contains("2");
        assertThat(refused.header("X-RateLimit-Remaining")).contains("2");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 60L);
        assertThat(two.header("X-RateLimit-Remaining")).contains("0");
        assertThat(none.json().getString("detail")).isEqualTo("Rate limit exceeded");
        assertThat(company.logs()).hasSize(5);
    }

    @Test
    void anArrayThatTheRateLimitNeverHasRoomForIsNotToldToWait() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("busy");
        String report = "{\"agent_id\":\"busy\",\"action\":\"crm.read\",\"status\":\"success\"}";

        Answer answer =
                agent.api().post("/sdk/log", reports(report, SDK_LIMIT + 1)).expect(400);

        assertThat(answer.header("Retry-After")).isEmpty();
        assertThat(answer.json().getJsonObject("detail").getString("message")).endsWith(": " + SDK_LIMIT);
        assertThat(company.logs()).isEmpty();
    }

    private static String reports(String report, int count) {
        return "[" + String.join(",", Collections.nCopies(count, report)) + "]";
    }

    @Test
    void whoHasNoCredentialIsNotTold() {
        Answer answer = Api.anonymous(server.baseUri()).get("/api/agents").expect(401);

        assertThat(answer.header("X-RateLimit-Limit")).isEmpty();
    }

    @Test
    void aClientMaySignInSoOftenAndAnotherOneBehindTheSameProxyToo() {
        for (int attempt = 0; attempt < AUTH_LIMIT; attempt++) {
            signIn("203.0.113.7", UUID.randomUUID() + "@example.com", PASSWORD).expect(401);
        }
        Answer refused = signIn("203.0.113.7", UUID.randomUUID() + "@example.com", PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("detail")).isEqualTo("Rate limit exceeded");
        assertThat(refused.header("Retry-After")).isPresent();
        signIn("203.0.113.8", UUID.randomUUID() + "@example.com", PASSWORD).expect(401);
    }

    @Test
    void wrongApiKeysAreNotLookedUpBeyondTheLimitOfTheirAddressAndKeysInUseGoOn() {
        String client = "203.0.113.30";
        Company company = Company.register(server.baseUri());
        company.agent("busy");
        String used = company.apiKey("used");
        String unused = company.apiKey("not used yet");
        check(client, used).expect(200);

        for (int number = 0; number < REFUSED_KEYS; number++) {
            check(client, "ak_" + UUID.randomUUID()).expect(401);
        }
        Answer refused = check(client, unused);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("detail")).isEqualTo("Rate limit exceeded");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 60L);
        check(client, "not even a key").expect(429);
        check(client, used).expect(200);
        // Longer than the server goes by its last look at the key.
        await().pollDelay(Duration.ofMillis(700))
                .until(() -> check(client, used).status() == 200);
        check("203.0.113.31", unused).expect(200);
    }

    private static Answer check(String client, String apiKey) {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "X-Forwarded-For", client);
        return Api.withKey(server.baseUri(), apiKey)
                .send(
                        "POST",
                        "/sdk/check",
                        headers,
                        "{\"agent_id\":\"busy\",\"action\":\"crm.read\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPathIsNotSpeltPastTheLimit() {
        List<Answer> answers = IntStream.range(0, AUTH_LIMIT + 1)
                .mapToObj(attempt ->
                        signIn("/auth;v=1/login", "203.0.113.9", UUID.randomUUID() + "@example.com", PASSWORD))
                .toList();

        assertThat(answers).extracting(Answer::status).containsOnly(400);
    }

    @Test
    void whoGuessesPasswordsLocksOutTheOwnNetworkAndNotTheOwner() {
        String email = UUID.randomUUID() + "@example.com";
        String unknown = UUID.randomUUID() + "@example.com";
        Company.register(server.baseUri(), email, PASSWORD, "Example");
        signIn("198.51.100.1", email, "wrong").expect(401);
        signIn("198.51.100.2", email, PASSWORD).expect(200);

        for (int attempt = 0; attempt < LOCKOUT_FAILURES; attempt++) {
            Answer known =
                    signIn("198.51.100." + (10 + attempt), email, "wrong").expect(401);
            Answer nobody =
                    signIn("198.51.100." + (10 + attempt), unknown, "wrong").expect(401);
            assertThat(known.body()).isEqualTo(nobody.body());
        }
        Answer right = signIn("198.51.100.20", email.toUpperCase(Locale.ROOT), PASSWORD);
        Answer wrong = signIn("198.51.100.21", email, "wrong");
        Answer nobody = signIn("198.51.100.22", unknown, "wrong");

        assertThat(List.of(right, wrong, nobody)).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).isEqualTo(right.body());
            assertThat(number(refused, "Retry-After")).isBetween(1L, LOCKOUT.toSeconds());
        });
        signIn("198.51.100.23", UUID.randomUUID() + "@example.com", "wrong").expect(401);
        signIn("203.0.113.20", email, PASSWORD).expect(200);
        signIn("2001:db8::1", email, PASSWORD).expect(200);
        assertThat(lockouts()).isPositive();

        server.time().pass(LOCKOUT);
        signIn("198.51.100.20", email, PASSWORD).expect(200);
    }

    @Test
    void wrongGuessesOfTheCurrentPasswordCountToo() {
        String email = UUID.randomUUID() + "@example.com";
        Company company = Company.register(server.baseUri(), email, PASSWORD, "Example");

        for (int attempt = 0; attempt < LOCKOUT_FAILURES; attempt++) {
            changePassword(company, "192.0.2.1", "guessed").expect(400);
        }

        changePassword(company, "192.0.2.1", PASSWORD).expect(429);
        signIn("192.0.2.2", email, PASSWORD).expect(429);
        changePassword(company, "192.0.9.1", PASSWORD).expect(200);
    }

    @Test
    void guessesFromManyNetworksSlowTheSignInDownAndNothingMore() {
        String email = UUID.randomUUID() + "@example.com";
        Company.register(server.baseUri(), email, PASSWORD, "Example");
        double before = slowdowns();
        for (int network = 0; network < 10; network++) {
            for (int attempt = 0; attempt < LOCKOUT_FAILURES; attempt++) {
                signIn("100.64." + network + "." + attempt, email, "wrong").expect(401);
            }
        }
        Instant start = Instant.now();

        signIn("100.65.1.1", email, PASSWORD).expect(200);

        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(slowdowns()).isEqualTo(before + 1);
    }

    private static Answer changePassword(Company company, String client, String current) {
        String change = "{\"current_password\":\"%s\",\"new_password\":\"battery staple\"}".formatted(current);
        return company.api()
                .send(
                        "POST",
                        "/auth/password",
                        Map.of("Content-Type", "application/json", "X-Forwarded-For", client),
                        change.getBytes(StandardCharsets.UTF_8));
    }

    private static Scrape scrape() {
        return Scrape.of(
                Api.anonymous(server.baseUri()).get("/metrics").expect(200).body());
    }

    private static double lockouts() {
        return scrape().value("agentwarden_signin_lockouts_total");
    }

    private static double slowdowns() {
        return scrape().value("agentwarden_signin_slowdowns_total");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sdk/check", "/api/agents", "/auth/login", "/nowhere"})
    void aPageOfAConfiguredOriginMayAskAnyPath(String path) {
        Answer preflight = send("OPTIONS", path, Map.of("Origin", ORIGIN, "Access-Control-Request-Method", "POST"));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(preflight.header("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("GET", "POST", "PUT", "DELETE"));
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers ->
                        assertThat(headers).contains("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key"));
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight.header("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/agents", "/nowhere"})
    void thePageMayAlsoReadWhyItWasRefused(String path) {
        Answer answer = send("GET", path, Map.of("Origin", ORIGIN));

        assertThat(answer.status()).isIn(401, 404);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers)
                        .contains("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After")
                        .contains("X-Total-Count,", "X-Total-Count-Capped", "Link", "Idempotency-Replayed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://app.example.com",
                "https://app.example.com.evil.example",
                "https://app.example.com:8443"
            })
    void aPageOfAnyOtherOriginMayNot(String origin) {
        Answer preflight =
                send("OPTIONS", "/api/agents", Map.of("Origin", origin, "Access-Control-Request-Method", "POST"));
        Answer answer = send("GET", "/api/agents", Map.of("Origin", origin));

        assertThat(List.of(preflight, answer)).allSatisfy(refused -> {
            assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(refused.header("Vary")).contains("Origin");
        });
    }

    @Test
    void aRepetitionAfterAPowerCutIsAnsweredLikeTheFirstAndTheSecretInItIsNowhereInPlain() throws Exception {
        Company company = Company.register(server.baseUri());
        String key = UUID.randomUUID().toString();
        Answer first = createApiKey(company, key).expect(201);
        String secret = first.json().getString("key");
        server.kill();
        try {
            Path file = server.dataDirectory().resolve("database.mv.db");
            // All tables are in the file of an embedded database; in another one, the rows below are looked at alone.
            if (Files.exists(file)) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .contains(first.json().getString("id"))
                        .doesNotContain(secret);
            }
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT key_hash, sealed_response FROM stored_responses")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("key_hash")).doesNotContain(key);
                assertThat(rows.getString("sealed_response")).startsWith("2:").doesNotContain(secret);
            }
        } finally {
            server.start();
            server.awaitReady();
        }

        Answer again = createApiKey(company, key).expect(201);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(company.api().get("/api/api-keys").expect(200).array()).hasSize(1);
    }

    @Test
    void behindATrustedProxyTheLogHoldsTheAddressThatTheProxyNames() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("proxied");
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "X-Forwarded-For", "203.0.113.9, 198.51.100.7");

        agent.api()
                .send(
                        "POST",
                        "/sdk/check",
                        headers,
                        "{\"agent_id\":\"proxied\",\"action\":\"crm.read\"}".getBytes(StandardCharsets.UTF_8))
                .expect(200);

        assertThat(company.logs().getJsonObject(0).getString("client_address")).isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/me", "/nowhere", "/health/ready", "/docs/"})
    void whoComesOverTlsIsToldToStayThere(String path) {
        Answer tls = send("GET", path, Map.of("X-Forwarded-Proto", "https"));
        Answer clear = send("GET", path, Map.of());

        assertThat(tls.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(clear.header("Strict-Transport-Security")).isEmpty();
    }

    private static Answer createApiKey(Company company, String key) {
        return company.api()
                .send(
                        "POST",
                        "/api/api-keys",
                        Map.of("Content-Type", "application/json", "Idempotency-Key", key),
                        "{\"name\":\"bot\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static Answer signIn(String client, String email, String password) {
        return signIn("/auth/login", client, email, password);
    }

    private static Answer signIn(String path, String client, String email, String password) {
        String credentials = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Forwarded-For", client);
        return Api.anonymous(server.baseUri())
                .send("POST", path, headers, credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer send(String method, String path, Map<String, String> headers) {
        return Api.anonymous(server.baseUri()).send(method, path, headers, new byte[0]);
    }

    private static long number(Answer answer, String header) {
        return Long.parseLong(answer.header(header).orElseThrow());
    }
}
