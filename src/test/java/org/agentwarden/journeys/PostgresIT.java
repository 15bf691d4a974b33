package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.PostgresServer;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same server on a real PostgreSQL, by configuration alone; skipped where none is installed. */
@Tag("full")
class PostgresIT {

    /** As many requests as the server lets in at once. */
    private static final int AT_ONCE = 48;

    private static final int COPIES = 20;

    /** Long enough for every frequent task to fail several times, and for a line per request to fill a log. */
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(60);

    private static final long MOST_LOGGED_BYTES = 1_000_000;

    private static final Duration RECOVERED_WITHIN = LoadFactor.scale(Duration.ofSeconds(60));

    /** Sooner than a query that is tried again and again would give up. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(8);

    private static final String ENCRYPTION_KEY =
            Base64.getEncoder().encodeToString("thirty-two bytes of the tests ..".getBytes(StandardCharsets.UTF_8));

    /** How long another node may go on with what it remembers. */
    private static final Duration REMEMBERED = Duration.ofMillis(500);

    private static PostgresServer postgres;
    private static AgentWardenServer server;

    @BeforeAll
    static void startBoth() {
        Assume.postgres();
        postgres = PostgresServer.start();
        server = AgentWardenServer.named("postgres")
                .database(postgres.url())
                .with("AGENTWARDEN_ENCRYPTION_KEYS", ENCRYPTION_KEY)
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "200ms,400ms,6s")
                .with("AGENTWARDEN_APPROVALS_EXPIRY", "30s")
                .with("AGENTWARDEN_HTTP_REQUESTS_PER_ORGANIZATION", "48")
                .start();
    }

    @AfterAll
    static void stopBoth() {
        if (server != null) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void anApprovedActionReachesItsReceiverAtTheThirdAttemptAndSurvivesARestart() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.status(500), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), "approval.approved");
            String approval = agent.check("stripe.refund", "{\"amount\": 50.00, \"note\": \"für Zoë ✓\"}")
                    .approvalId();
            company.approve(approval);

            assertThat(receiver.awaitRequests("approval.approved", 3))
                    .extracting(request -> request.attempt())
                    .containsExactly(1, 2, 3);
            assertThat(receiver.requests()).allMatch(request -> request.isSignedWith(endpoint.secret()));
            assertThat(receiver.requests().get(0).text()).contains("\"amount\":50.00,\"note\":\"für Zoë ✓\"");
            assertThat(DeliveryStates.await(company, endpoint, "delivered").getJsonArray("attempts"))
                    .hasSize(3);

            server.restart();
            assertThat(company.approval(approval).getString("status")).isEqualTo("approved");
        }
    }

    @Test
    void anotherNodeGoesByAChangeOfAWebhookWithinHalfASecondAndCancelsNothingThatItEnables() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("reporter");
        try (AgentWardenServer second = AgentWardenServer.named("postgres-second")
                        .database(postgres.url())
                        .with("AGENTWARDEN_ENCRYPTION_KEYS", ENCRYPTION_KEY)
                        .start();
                WebhookReceiver old = WebhookReceiver.slow(Duration.ofSeconds(3));
                WebhookReceiver moved = WebhookReceiver.start()) {
            Agent there = agent.at(second.baseUri());
            Endpoint endpoint = company.webhook(old.uri(), "log.failed");
            IntStream.range(0, 60).parallel().forEach(number -> there.log("step." + number, "failed", "{}"));
            old.awaitTotal(16);

            company.changeWebhook(
                    endpoint,
                    Json.createObjectBuilder()
                            .add("url", moved.uri().toString())
                            .build());
            long known = System.nanoTime() + REMEMBERED.toNanos();

            moved.awaitTotal(60 - old.requests().size());
            assertThat(old.requests().stream().filter(request -> request.arrivedNanos() - known > 0))
                    .isEmpty();

            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", false).build());
            await().atMost(LoadFactor.scale(Duration.ofSeconds(30))).untilAsserted(() -> {
                there.log("missed", "failed", "{}");
                assertThat(company.deliveries(endpoint, "status=cancelled")).isNotEmpty();
            });
            there.log("missed", "failed", "{}");
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", true).build());
            there.log("wanted", "failed", "{}");

            await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .until(() -> moved.requests().stream()
                            .anyMatch(request ->
                                    request.data().getString("action").equals("wanted")));
        }
    }

    @Test
    void aRightThatEndsAtOneNodeIsGoneForTheNextCheckAtAnother() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("reader");
        String permission = company.allow(agent, "crm.read");
        try (AgentWardenServer second = AgentWardenServer.named("postgres-rights")
                .database(postgres.url())
                .with("AGENTWARDEN_ENCRYPTION_KEYS", ENCRYPTION_KEY)
                .start()) {
            Agent there = agent.at(second.baseUri());
            for (int turn = 0; turn < 10; turn++) {
                assertThat(there.check("crm.read", "{}").allowed()).isTrue();
                company.api()
                        .put("/api/permissions/" + permission, "{\"effect\":\"block\"}")
                        .expect(200);
                assertThat(there.check("crm.read", "{}").allowed()).isFalse();
                company.api()
                        .put("/api/permissions/" + permission, "{\"effect\":\"allow\"}")
                        .expect(200);
            }
            company.api().delete("/api/permissions/" + permission).expect(204);
            assertThat(there.check("crm.read", "{}").allowed()).isFalse();
        }
    }

    @Test
    void copiesOfARequestThatComeAtOnceMakeOneThing() {
        Company company = Company.register(server.baseUri());
        Supplier<Answer> request = () -> company.api()
                .send(
                        "POST",
                        "/api/api-keys",
                        Map.of("Content-Type", "application/json", "Idempotency-Key", "one"),
                        "{\"name\":\"bot\"}".getBytes(StandardCharsets.UTF_8));
        List<Answer> answers = atOnce(request);

        assertThat(answers).extracting(Answer::status).contains(201).isSubsetOf(201, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::body))
                .containsOnly(request.get().body());
        assertThat(company.api().get("/api/api-keys").expect(200).array()).hasSize(1);
    }

    @Test
    void ofManyChecksAtTwoNodesAsManyAreAllowedAsTheLimitsSay() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("budget-bot");
        company.api()
                .post(
                        "/api/agents/" + agent.id() + "/permissions",
                        "{\"action\":\"stripe.refund\",\"limits\":[{\"count\":10,\"per\":\"24h\"},"
                                + "{\"sum\":\"context.amount\",\"at_most\":0.9,\"per\":\"1h\"}]}")
                .expect(201);
        try (AgentWardenServer second = AgentWardenServer.named("postgres-budgets")
                .database(postgres.url())
                .with("AGENTWARDEN_ENCRYPTION_KEYS", ENCRYPTION_KEY)
                .start()) {
            List<Agent> atEachNode = List.of(agent, agent.at(second.baseUri()));
            AtomicInteger next = new AtomicInteger();

            List<Answer> answers = atOnce(() -> Answer.whenServed(() -> atEachNode
                    .get(next.getAndIncrement() % atEachNode.size())
                    .ask("stripe.refund", "{\"amount\":0.1}")));

            assertThat(answers.stream()
                            .filter(answer -> answer.expect(200).json().getBoolean("allowed")))
                    .hasSize(9);
        }
    }

    @Test
    void wrongPasswordsThatComeAtOnceAreCountedAndRefusedAlike() {
        Company.register(server.baseUri(), "ada@example.com", "correct horse", "Example");
        String credentials = "{\"email\":\"ada@example.com\",\"password\":\"wrong\"}";
        Api anybody = Api.anonymous(server.baseUri());

        assertThat(atOnce(() -> Answer.whenServed(() -> anybody.post("/auth/login", credentials))))
                .extracting(Answer::status)
                .containsOnly(401, 429);
        anybody.post("/auth/login", credentials.replace("wrong", "correct horse"))
                .expect(429);
    }

    private static List<Answer> atOnce(Supplier<Answer> request) {
        List<CompletableFuture<Answer>> copies = Stream.generate(
                        () -> CompletableFuture.supplyAsync(request, runnable -> new Thread(runnable).start()))
                .limit(COPIES)
                .toList();
        return copies.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void whileTheDatabaseIsAwayRequestsAreToldToComeBackAndNothingIsLost() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("reporter");
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.ok())) {
            company.webhook(receiver.uri(), "log.failed");
            agent.log("stripe.refund", "failed", "{\"amount\": 1}");
            receiver.awaitRequests("log.failed", 1);
            postgres.crash();
            try {
                Answer away = assertTimeoutPreemptively(
                        TOLD_WITHIN, () -> agent.report("stripe.refund", "failed", "{\"amount\": 2}"));
                assertThat(away.status()).isEqualTo(503);
                assertThat(away.header("Retry-After")).isPresent();
                assertThat(away.json().getString("detail")).isEqualTo("Service unavailable");
            } finally {
                postgres.resume();
            }
            await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .until(() -> agent.report("stripe.refund", "failed", "{\"amount\": 3}")
                                    .status()
                            == 200);
            assertThat(receiver.awaitRequests("log.failed", 2).get(1).text()).contains("\"amount\":3");
        }
    }

    @Test
    void anExportThatTheDatabaseCutsOffDoesNotLookComplete() throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("chatty");
        String context = "{\"text\":\"" + "x".repeat(60_000) + "\"}";
        for (int row = 0; row < 400; row++) {
            agent.log("crm.read", "success", context);
        }

        try (InputStream export = company.api().stream("/api/logs/export?format=csv")) {
            export.readNBytes(1_000);
            postgres.crash();

            assertThatThrownBy(export::readAllBytes).isInstanceOf(IOException.class);
        } finally {
            postgres.resume();
        }
        await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .until(() -> company.api().get("/api/logs?limit=1").status() == 200);
    }

    @Test
    void whoeverIsCaughtByTheOutageIsToldToComeBackToo() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("busy");
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int worker = 0; worker < 8; worker++) {
                threads.execute(() -> {
                    while (!threads.isShutdown()) {
                        answers.add(agent.report("stripe.refund", "failed", "{}"));
                        answers.add(agent.ask("stripe.refund", "{}"));
                    }
                });
            }
            await().atMost(LoadFactor.scale(Duration.ofSeconds(30))).until(() -> answers.size() > 60);
            postgres.crash();
            await().atMost(TOLD_WITHIN).until(() -> refused(answers).size() >= 8);
        } finally {
            postgres.resume();
            threads.shutdown();
        }
        await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                .until(() -> agent.report("stripe.refund", "failed", "{}").status() == 200);

        assertThat(refused(answers))
                .allSatisfy(answer -> assertThat(answer)
                        .returns(503, Answer::status)
                        .returns(true, Answer::isJson)
                        .returns(true, refused -> refused.header("Retry-After").isPresent()));
    }

    @Test
    void afterAnOutageOfAMinuteAllPeriodicTasksGoOnAndTheLogIsSmall() throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("patient");
        Agent noisy = company.agent("noisy");
        company.requireApproval(agent, "stripe.refund");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500))) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            company.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("max_retries", 10).build());
            String approval = agent.check("stripe.refund", "{}").approvalId();
            agent.log("stripe.refund", "failed", "{}");
            receiver.awaitRequests("log.failed", 1);
            long logged = Files.size(server.log());
            postgres.crash();
            int failed = receiver.requests("log.failed").size();
            receiver.nowAnswer(Reply.ok());
            try {
                for (int worker = 0; worker < 8; worker++) {
                    threads.execute(() -> {
                        while (!threads.isShutdown()) {
                            noisy.report("stripe.refund", "success", "{}");
                            noisy.ask("stripe.refund", "{}");
                        }
                    });
                }
                await().atMost(LONG_OUTAGE.multipliedBy(2))
                        .pollDelay(LONG_OUTAGE)
                        .until(() -> true);
            } finally {
                postgres.resume();
                threads.shutdown();
            }

            await("the pending retry is sent")
                    .atMost(RECOVERED_WITHIN)
                    .until(() -> receiver.requests("log.failed").size() > failed);
            await("the approval expires")
                    .atMost(RECOVERED_WITHIN)
                    .until(() -> company.approval(approval).getString("status").equals("expired"));
            int sent = receiver.requests("log.failed").size();
            String since = Instant.now().minus(Duration.ofHours(1)).toString();
            company.api()
                    .post("/api/webhooks/" + endpoint.id() + "/replay", "{\"since\":\"" + since + "\"}")
                    .expect(202);
            await("the resend moves")
                    .atMost(RECOVERED_WITHIN)
                    .until(() -> receiver.requests("log.failed").size() > sent);
            Api anybody = Api.anonymous(server.baseUri());
            anybody.get("/health/ready").expect(200);
            anybody.get("/health/live").expect(200);
            await("each frequent task succeeds again")
                    .atMost(RECOVERED_WITHIN)
                    .untilAsserted(() -> assertThat(successAges(anybody))
                            .hasSizeGreaterThan(10)
                            .allSatisfy((task, age) -> assertThat(age).isLessThan(30)));
            assertThat(Files.size(server.log()) - logged).isLessThan(MOST_LOGGED_BYTES);
        }
    }

    /** In seconds, without the tasks that run once a minute or less often. */
    private static Map<String, Double> successAges(Api anybody) {
        return anybody.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("agentwarden_task_success_age_seconds{"))
                .filter(line -> !line.contains("orphaned-deliveries"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Double.parseDouble(parts[1])));
    }

    @Test
    void tenThousandApprovalsExpireAtOnceAndABadRowHoldsUpNoOther() throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("wild");
        try (Connection connection =
                        DriverManager.getConnection(postgres.url(), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            Instant expiry = Instant.now().plusSeconds(5);
            insertApprovals(statement, company, agent, "bad", 1, "{", expiry.minusSeconds(1));
            insertApprovals(statement, company, agent, "good", 10_000, "{}", expiry);

            await().atMost(LoadFactor.scale(Duration.ofMinutes(2)))
                    .until(() -> count(statement, company, "action = 'good' AND status = 'EXPIRED'") == 10_000);

            try (ResultSet latest =
                    statement.executeQuery("SELECT max(resolved_at) FROM approvals WHERE action = 'good'")) {
                latest.next();
                Duration late = Duration.between(expiry, latest.getTimestamp(1).toInstant());
                System.out.println("The last of 10,000 approvals expired " + late.toMillis() + " ms after its time");
            }
            assertThat(count(statement, company, "action = 'bad' AND status = 'PENDING'"))
                    .isEqualTo(1);
            assertThat(Api.anonymous(server.baseUri()).get("/metrics").body())
                    .contains("agentwarden_task_items_set_aside{task=\"approval-expiry\"} 1");
            statement.execute("UPDATE approvals SET context = '{}' WHERE action = 'bad'");
            await("a row that is repaired is processed after its back-off")
                    .atMost(LoadFactor.scale(Duration.ofMinutes(5)))
                    .until(() -> count(statement, company, "action = 'bad' AND status = 'EXPIRED'") == 1);
        }
    }

    private static void insertApprovals(
            Statement statement, Company company, Agent agent, String action, int count, String context, Instant expiry)
            throws SQLException {
        statement.execute("INSERT INTO approvals (id, organization_id, agent_id, agent_name, action, context, status,"
                + " pending_key, created_at, expires_at, version) SELECT '%s-' || n, '%s', '%s', 'wild', '%s', '%s',"
                        .formatted(action, company.organizationId(), agent.id(), action, context)
                + " 'PENDING', '%s-' || n, now(), '%s', 0 FROM generate_series(1, %d) n"
                        .formatted(action, expiry, count));
    }

    private static int count(Statement statement, Company company, String condition) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM approvals WHERE organization_id = '"
                + company.organizationId() + "' AND " + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void anExportHoldsEachDelegationOnceHoweverManyThereAreAlsoThoseThatAreOver() throws Exception {
        Company company = Company.register(server.baseUri());
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO users (id, organization_id, external_issuer, external_subject, external_name,"
                            + " role, created_at) SELECT 'away-' || n, '%s', 'https://issuer.example', 's' || n, 'n' || n,"
                                    .formatted(company.organizationId())
                            + " 'APPROVER', now() FROM generate_series(1, 205) n");
            statement.execute("INSERT INTO delegations (user_id, organization_id, delegate_id, starts_at, ends_at)"
                    + " SELECT id, organization_id, '%s', now() - interval '9 days',".formatted(company.userId())
                    + " now() + interval '1 day' * (n % 2 - 0.5)"
                    + " FROM (SELECT *, row_number() OVER () AS n FROM users WHERE organization_id = '%s') AS people"
                            .formatted(company.organizationId())
                    + " WHERE external_subject IS NOT NULL");
        }

        assertThat(exported(company, "delegations.jsonl")
                        .map(line -> Json.createReader(new StringReader(line))
                                .readObject()
                                .getString("user")))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 205)
                        .mapToObj(number -> "away-" + number)
                        .toList());
    }

    private static Stream<String> exported(Company company, String file) throws IOException {
        try (InputStream export = company.api().stream("/api/organization/export");
                ZipInputStream zip = new ZipInputStream(export)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(file)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines();
                }
            }
            return Stream.empty();
        }
    }

    @Test
    void aSearchFindsTextAsItIsWrittenInEveryLocaleOfTheDatabase() {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("linguist");
        agent.log("school.open", "success", "{\"name\":\"ÉCOLE Ökonomie\"}");

        assertThat(found(company, "ÉCOLE")).isOne();
        assertThat(found(company, "École")).isOne();
        assertThat(found(company, "Ökonomie")).isOne();
        assertThat(found(company, "SCHOOL.")).isOne();
        assertThat(found(company, "ecole")).isZero();
    }

    private static int found(Company company, String text) {
        return company.api()
                .get("/api/logs?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .expect(200)
                .array()
                .size();
    }

    @Test
    void aDecisionJudgesAgainAndTheRefusedApprovalIsCancelledForGood() throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("refunder");
        company.requireApproval(agent, "stripe.refund");
        String granted = agent.check("stripe.refund", "{\"amount\": 1}").awaitedApproval();
        String rejected = agent.check("stripe.refund", "{\"amount\": 2}").awaitedApproval();
        // As a node of an earlier version does it: nobody cancels what waits.
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE agents SET status = 'INACTIVE' WHERE id = '" + agent.id() + "'");
        }

        Answer refusal = company.decide(granted, "approve").expect(409);

        assertThat(refusal.json().getJsonObject("detail").getString("error")).isEqualTo("not_permitted");
        assertThat(refusal.json().getJsonObject("detail").getString("message"))
                .isEqualTo("Approval is cancelled: Agent is inactive");
        assertThat(company.approval(granted).getString("status")).isEqualTo("cancelled");
        assertThat(company.logs()).hasSize(3);
        assertThat(company.reject(rejected).getString("status")).isEqualTo("rejected");
    }

    @Test
    void whoHasTheReadersRoleReadsAllButSecretsAndChangesNothing() throws Exception {
        Company company = Company.register(server.baseUri());
        company.agent("watched").log("stripe.refund", "success", "{}");
        postgres.administer("CREATE ROLE auditor LOGIN PASSWORD 'looks' IN ROLE agentwarden_reader");
        postgres.admitReader();
        try (Connection connection = DriverManager.getConnection(postgres.url(), "auditor", "looks");
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM log_entries")) {
                rows.next();
                assertThat(rows.getLong(1)).isPositive();
            }

            assertThat(hiddenColumns(statement))
                    .containsExactly(
                            "api_keys.key_hash",
                            "invitations.token_hash",
                            "organizations.removal_token_hash",
                            "password_links.token_hash",
                            "stored_responses.key_hash",
                            "stored_responses.sealed_response",
                            "users.password_hash",
                            "webhook_endpoints.older_sealed_secrets",
                            "webhook_endpoints.previous_sealed_secret",
                            "webhook_endpoints.sealed_headers",
                            "webhook_endpoints.sealed_secret");
            for (String change : List.of(
                    "SELECT password_hash FROM users",
                    "SELECT * FROM webhook_endpoints",
                    "DELETE FROM log_entries",
                    "UPDATE webhook_endpoints SET url = 'http://elsewhere.example'",
                    "INSERT INTO cluster_locks (name) VALUES ('mine')",
                    "CREATE TABLE mine (id INT)")) {
                assertThatThrownBy(() -> statement.execute(change))
                        .as(change)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    private static List<String> hiddenColumns(Statement statement) throws SQLException {
        List<String> hidden = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT c.relname || '.' || a.attname FROM pg_attribute a"
                + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
                + " AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT') ORDER BY 1")) {
            while (rows.next()) {
                hidden.add(rows.getString(1));
            }
        }
        return hidden;
    }

    private static List<Answer> refused(Queue<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() != 200).toList();
    }

    @Test
    void whoComesWhileAllPlacesAreTakenIsToldToComeBackAndWhoIsInsideIsServed() throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("crowd");
        agent.log("stripe.refund", "success", "{}");
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE log_entries IN ACCESS EXCLUSIVE MODE");
            List<CompletableFuture<Answer>> reports = new ArrayList<>();

            Answer outside = await().atMost(LoadFactor.scale(Duration.ofSeconds(30)))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> oneMore(reports, agent), Optional::isPresent)
                    .orElseThrow();

            assertThat(reports).hasSizeGreaterThan(AT_ONCE);
            assertThat(outside.header("Retry-After")).contains("2");
            assertThat(outside.json().getString("detail")).isEqualTo("Service unavailable");
            connection.rollback();
            long served = reports.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() == 200)
                    .count();
            assertThat(served).isGreaterThanOrEqualTo(AT_ONCE);
            assertThat(company.logs()).hasSize((int) served + 1);
        }
        assertThat(report(agent).get().status()).isEqualTo(200);
    }

    /** Sends another report and returns the first one that was refused so far. */
    private static Optional<Answer> oneMore(List<CompletableFuture<Answer>> reports, Agent agent) {
        reports.add(report(agent));
        return reports.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .filter(answer -> answer.status() == 503)
                .findFirst();
    }

    private static CompletableFuture<Answer> report(Agent agent) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(agent.report("stripe.refund", "success", "{}"));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
