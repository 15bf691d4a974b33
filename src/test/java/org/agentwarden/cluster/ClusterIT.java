package org.agentwarden.cluster;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.agentwarden.crash.Ledger;
import org.agentwarden.crash.Ledger.Passage;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.EventStream;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes behave like one that can't be killed. */
@Tag("cluster")
class ClusterIT {

    private static final int PER_SECOND = 30;
    private static final int CLAIMERS = 64;
    private static final String CLAIMED = "{\"amount\":64}";
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(15);
    private static final Duration KNOWN_EVERYWHERE_WITHIN = Duration.ofSeconds(1);

    private static final List<Statement> LEDGER = new ArrayList<>();

    private static Cluster cluster;
    private static Company company;
    private static Agent agent;

    @BeforeAll
    static void start() throws IOException {
        Assume.postgres();
        cluster = Cluster.start();
        company = Company.register(cluster.node(0).baseUri());
        agent = company.agent("cluster-bot");
        company.requireApproval(agent, "stripe.refund");
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
            String table = Statement.table(LEDGER);
            System.out.println(table);
            Files.writeString(Path.of("target", "cluster.md"), table);
        }
    }

    @Test
    void theNodesShareTheWorkAndNothingIsSentTwice() {
        long[] before = {cluster.delivered(0), cluster.delivered(1)};

        Statement statement = whileReporting("nothing", () -> {}).statement();

        assertThat(statement.balance().lost()).isEmpty();
        assertThat(statement.balance().duplicates()).isZero();
        assertThat(statement.refusals()).isZero();
        long all = statement.balance().delivered();
        assertThat(cluster.delivered(0) - before[0]).isGreaterThan(all / 10);
        assertThat(cluster.delivered(1) - before[1]).isGreaterThan(all / 10);
    }

    @Test
    void aWebhookOfOneNodeIsKnownToTheOtherWithinASecond() {
        Company here = company;
        Agent there = agent.at(cluster.node(1).baseUri());
        report(there, 0);
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = here.webhook(receiver.uri(), "log.failed");
            pass(KNOWN_EVERYWHERE_WITHIN);
            report(there, 1);
            receiver.awaitRequests("log.failed", 1);

            here.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", false).build());
            pass(KNOWN_EVERYWHERE_WITHIN);
            report(there, 2);
            here.changeWebhook(
                    endpoint, Json.createObjectBuilder().add("enabled", true).build());
            pass(KNOWN_EVERYWHERE_WITHIN);
            report(there, 3);
            assertThat(receiver.awaitRequests("log.failed", 2).get(1).text()).contains("\"number\":3");

            here.deleteWebhook(endpoint);
            pass(KNOWN_EVERYWHERE_WITHIN);
            report(there, 4);
            receiver.staysAt(2, Duration.ofSeconds(2));
        }
    }

    private static void report(Agent agent, int number) {
        agent.log("cluster.fail", "failed", "{\"number\":" + number + "}");
    }

    @Test
    void anAgentThatWaitsAtOneNodeHearsWhatWasDecidedAtTheOther() {
        String approval = agent.check("stripe.refund", "{\"amount\":1}").approvalId();
        Agent there = agent.at(cluster.node(1).baseUri());
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> there.api().get("/sdk/approvals/" + approval + "?wait=25"));
        pass(Duration.ofSeconds(1));
        assertThat(waiting).isNotDone();

        company.approve(approval);

        Answer answer = await().atMost(LoadFactor.scale(Duration.ofSeconds(2)))
                .until(() -> waiting.getNow(null), found -> found != null);
        assertThat(answer.json().getString("status")).isEqualTo("approved");
    }

    @Test
    void ofManyWhoClaimAnApprovalAtBothNodesOneMayExecute() {
        String approval = agent.check("stripe.refund", CLAIMED).awaitedApproval();
        company.approve(approval);
        List<Agent> atEachNode = cluster.addresses().stream().map(agent::at).toList();
        ExecutorService claimers = Executors.newFixedThreadPool(CLAIMERS);
        try {
            List<CompletableFuture<Answer>> answers = IntStream.range(0, CLAIMERS)
                    .mapToObj(number -> atEachNode.get(number % atEachNode.size()))
                    .map(claimer -> supplyAsync(
                            () -> Answer.whenServed(() -> claimer.claim(approval, "stripe.refund", CLAIMED)), claimers))
                    .toList();
            Map<String, Long> outcomes = answers.stream()
                    .map(CompletableFuture::join)
                    .map(answer -> answer.status() == 200 ? "claimed" : errorOf(answer))
                    .collect(groupingBy(outcome -> outcome, counting()));
            assertThat(outcomes).isEqualTo(Map.of("claimed", 1L, "409 already_claimed", CLAIMERS - 1L));
        } finally {
            claimers.shutdownNow();
        }
    }

    private static String errorOf(Answer refusal) {
        return refusal.status() + " " + refusal.json().getJsonObject("detail").getString("error");
    }

    @Test
    void anOpenPageAtOneNodeHearsWhatHappensAtTheOtherAndGoesOnThere() {
        URI here = cluster.node(0).baseUri();
        URI there = cluster.node(1).baseUri();
        String known;
        try (EventStream page = EventStream.open(there, company.token(), "")) {
            page.await("hello", 1);
            int before = count(page, "approvals");
            agent.check("stripe.refund", "{\"page\":1}").awaitedApproval();
            page.await("approvals", before + 1);
            known = page.lastEventId();
        }

        agent.at(there).check("stripe.refund", "{\"page\":2}").awaitedApproval();

        try (EventStream again = EventStream.open(here, company.token(), known)) {
            again.await("approvals", 1);
            assertThat(again.events()).doesNotContain("hello");
        }
    }

    private static int count(EventStream page, String event) {
        return Collections.frequency(page.events(), event);
    }

    @Test
    void aLimitCountsOnEachNodeByItselfAndAnotherPlanIsKnownToAll() {
        Company small = Company.register(cluster.node(0).baseUri());
        Company smallThere = small.at(cluster.node(1).baseUri());
        assertThat(remaining(smallThere)).isEmpty();

        small.takePlan("free");

        await().atMost(KNOWN_EVERYWHERE_WITHIN)
                .until(() -> remaining(smallThere).isPresent());
        int there = Integer.parseInt(remaining(smallThere).orElseThrow());
        int here = Integer.parseInt(remaining(small).orElseThrow());
        assertThat(Integer.parseInt(remaining(small).orElseThrow())).isEqualTo(here - 1);
        assertThat(Integer.parseInt(remaining(smallThere).orElseThrow())).isEqualTo(there - 1);
    }

    private static Optional<String> remaining(Company company) {
        return company.api().get("/api/agents").expect(200).header("X-RateLimit-Remaining");
    }

    @Test
    void whoSignsOutAtOneNodeIsSignedOutAtTheOther() {
        Company.register(cluster.node(0).baseUri(), "eve@cluster.example", "correct horse battery", "Cluster");
        String person = "{\"email\":\"eve@cluster.example\",\"password\":\"correct horse battery\"}";
        Api here = Api.anonymous(cluster.node(0).baseUri());
        Api there = Api.anonymous(cluster.node(1).baseUri());
        Answer signedIn = here.post("/auth/session", person).expect(200);
        String cookie = signedIn.header("Set-Cookie").orElseThrow();
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(read(there, session)).isEqualTo(200);

        here.send(
                        "DELETE",
                        "/auth/session",
                        Map.of(
                                "Cookie",
                                session,
                                "X-CSRF-Token",
                                signedIn.json().getString("csrf_token")),
                        new byte[0])
                .expect(204);

        assertThat(read(there, session)).isEqualTo(401);
    }

    private static int read(Api node, String session) {
        return node.send("GET", "/api/agents", Map.of("Cookie", session), new byte[0])
                .status();
    }

    @Test
    void nodesThatAreRestartedOneAfterTheOtherLoseAndDelayNothing() {
        Run run = whileReporting("both nodes restarted, one after the other", () -> {
            cluster.node(0).restart();
            cluster.node(1).restart();
        });

        assertThat(run.statement().balance().lost()).isEmpty();
        assertThat(run.statement().balance().duplicates()).isZero();
        assertThat(run.statement().unserved()).isZero();
        assertThat(run.statement().latest()).isLessThan(TAKEN_OVER_WITHIN);
    }

    @Test
    void theOtherNodeTakesOverFromOneThatIsKilled() {
        List<Long> killed = new ArrayList<>();
        Run run = whileReporting("a node killed", () -> {
            cluster.node(0).kill();
            killed.add(System.nanoTime());
        });
        cluster.node(0).start();
        cluster.node(0).awaitReady();

        assertThat(run.statement().balance().lost()).isEmpty();
        assertThat(run.statement().unserved()).isZero();
        assertThat(run.passages())
                .allSatisfy(passage -> assertThat(
                                passage.arrivedNanos() - Math.max(passage.acknowledgedNanos(), killed.get(0)))
                        .isLessThan(TAKEN_OVER_WITHIN.toNanos()));
    }

    @Test
    void theBackupTakesOverFromABrokerThatIsKilledAndGivesWayWhenItIsBack() {
        Run run = whileReporting("the primary broker killed and brought back", () -> {
            cluster.brokers().killPrimary();
            cluster.brokers().awaitFailover();
            pass(CALM);
            cluster.brokers().resumePrimary();
        });

        assertThat(run.statement().balance().lost()).isEmpty();
        assertThat(run.statement().balance().duplicates()).isZero();
        assertThat(run.statement().unserved()).isZero();
        assertThat(run.statement().latest()).isLessThan(TAKEN_OVER_WITHIN);
    }

    private record Run(Statement statement, List<Passage> passages) {}

    /** Reports to both nodes, lets something happen meanwhile, and waits until all has arrived. */
    private static Run whileReporting(String what, Runnable disturbance) {
        try (WatchedReceiver receiver = new WatchedReceiver(Duration.ofMillis(200))) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            pass(KNOWN_EVERYWHERE_WITHIN);
            Ledger ledger = receiver.ledger();
            Clients clients =
                    new Clients(cluster.addresses().stream().map(agent::at).toList(), ledger);
            try (clients) {
                clients.begin(PER_SECOND);
                pass(CALM);
                disturbance.run();
                pass(CALM);
            }
            ledger.settle();
            // What comes twice may come late.
            pass(TAKEN_OVER_WITHIN);
            Duration latest = ledger.passages().stream()
                    .map(Passage::duration)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            Statement statement = new Statement(
                    what, ledger.balance(), receiver.overlaps(), clients.refusals(), clients.unserved(), latest);
            LEDGER.add(statement);
            company.at(cluster.node(1).baseUri()).deleteWebhook(endpoint);
            assertThat(statement.overlaps()).isZero();
            return new Run(statement, ledger.passages());
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }
}
