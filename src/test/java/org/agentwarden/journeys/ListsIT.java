package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists have a length and neighbouring pages, and whoever follows these sees every row once. */
@ExtendWith(SharedServer.class)
class ListsIT {

    private static final Pattern LINK = Pattern.compile("<([^>]*)>; rel=\"(\\w+)\"");

    private Company company;
    private Agent agent;

    @BeforeEach
    void signUp(AgentWardenServer server) {
        company = Company.register(server.baseUri());
        agent = company.agent("lister");
    }

    private Answer get(String path) {
        return company.api().get(path).expect(200);
    }

    private static Optional<String> link(Answer answer, String rel) {
        Matcher links = LINK.matcher(answer.header("link").orElseThrow());
        return links.results()
                .filter(link -> link.group(2).equals(rel))
                .map(link -> link.group(1))
                .findFirst();
    }

    private static List<String> ids(Answer answer) {
        return answer.array().getValuesAs(JsonObject.class).stream()
                .map(row -> row.getString("id"))
                .toList();
    }

    /** The ids of all pages from this one on, in the order of the links. */
    private List<String> walk(String path, String rel, Runnable afterEachPage) {
        List<String> all = new ArrayList<>();
        for (Optional<String> page = Optional.of(path); page.isPresent(); ) {
            Answer answer = get(page.get());
            all.addAll(ids(answer));
            afterEachPage.run();
            page = link(answer, rel);
        }
        return all;
    }

    private void report(int count) {
        IntStream.range(0, count).forEach(number -> agent.log("crm.read", "success", "{\"number\":" + number + "}"));
    }

    @Test
    void whoFollowsNextSeesEveryRowOnceWhileRowsAreAdded() {
        report(7);
        List<String> there = ids(get("/api/logs"));

        List<String> seen = walk("/api/logs?limit=2&action=crm.read", "next", () -> report(3));

        assertThat(seen).isEqualTo(there).hasSize(7);
        assertThat(get("/api/logs?action=crm.read&limit=1").header("x-total-count"))
                .contains("19");
    }

    @Test
    void rowsThatAreTakenAwayMakeNobodySkipOthers() {
        List<String> keys = new ArrayList<>();
        IntStream.range(0, 6).forEach(number -> company.apiKey("key " + number));
        keys.addAll(ids(get("/api/api-keys")));

        List<String> seen = walk(
                "/api/api-keys?limit=2",
                "next",
                () -> company.api()
                        .delete("/api/api-keys/" + ids(get("/api/api-keys")).get(0))
                        .expect(204));

        assertThat(seen).isEqualTo(keys).hasSize(7);
    }

    @Test
    void fromTheLastPageTheWayLeadsBackToTheFirst() {
        report(5);
        Answer first = get("/api/logs?limit=2");
        List<String> all = ids(get("/api/logs"));
        assertThat(link(first, "prev")).isEmpty();

        Answer last = get(link(first, "last").orElseThrow());

        assertThat(ids(last)).isEqualTo(all.subList(3, 5));
        assertThat(link(last, "next")).isEmpty();
        Answer middle = get(link(last, "prev").orElseThrow());
        assertThat(ids(middle)).isEqualTo(all.subList(1, 3));
        assertThat(ids(get(link(middle, "next").orElseThrow()))).isEqualTo(all.subList(3, 5));
        Answer top = get(link(middle, "prev").orElseThrow());
        assertThat(ids(top)).isEqualTo(all.subList(0, 1));
        assertThat(link(top, "prev")).isEmpty();
        assertThat(ids(get(link(top, "first").orElseThrow()))).isEqualTo(ids(first));
    }

    @Test
    void offsetsGoOnWorkingAndLeadToLinksWithoutThem() {
        report(5);
        List<String> all = ids(get("/api/logs"));

        Answer page = get("/api/logs?limit=2&offset=2");

        assertThat(ids(page)).isEqualTo(all.subList(2, 4));
        assertThat(ids(get(link(page, "next").orElseThrow()))).isEqualTo(all.subList(4, 5));
        assertThat(ids(get(link(page, "prev").orElseThrow()))).isEqualTo(all.subList(0, 2));
        assertThat(page.header("x-total-count")).contains("5");
        assertThat(ids(get("/api/logs?limit=2&offset=9"))).isEmpty();
    }

    @Test
    void agentsAndManagementAreOneListInOrder() {
        for (int number = 0; number < 3; number++) {
            report(1);
            company.apiKey("key " + number);
        }
        List<String> all = ids(get("/api/logs?kind=all"));

        assertThat(walk("/api/logs?kind=all&limit=2", "next", () -> {})).isEqualTo(all);
        // Three reports, three keys, the agent, the organization and the sign-in of who registered it; one key is the
        // agent's.
        assertThat(all).hasSize(10);
        List<String> pages = new ArrayList<>();
        for (int offset = 0; offset < 10; offset += 3) {
            pages.addAll(ids(get("/api/logs?kind=all&limit=3&offset=" + offset)));
        }
        assertThat(pages).isEqualTo(all);
        assertThat(get("/api/logs?kind=all&limit=1").header("x-total-count")).contains("10");
    }

    @Test
    void everyListHasItsLengthAndItsLinks() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.pending_approval");
            company.requireApproval(agent, "stripe.refund");
            agent.check("stripe.refund", "{}");
            String webhook = "/api/webhooks/" + endpoint.id();
            company.api()
                    .post(webhook + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                    .expect(202);
            company.api()
                    .post(
                            "/api/invitations",
                            "{\"email\":\"i@"
                                    + company.email().substring(company.email().indexOf('@') + 1)
                                    + "\",\"role\":\"viewer\"}")
                    .expect(201);

            assertThat(Stream.of(
                            "/api/agents",
                            "/api/agents/" + agent.id() + "/permissions",
                            "/api/logs",
                            "/api/approvals",
                            "/api/webhooks",
                            "/api/deliveries",
                            webhook + "/deliveries",
                            "/api/resends",
                            "/api/users",
                            "/api/api-keys",
                            "/api/invitations"))
                    .allSatisfy(path -> {
                        Answer answer = company.api()
                                .send(
                                        "GET",
                                        path + "?x=y&limit=1",
                                        Map.of("X-Forwarded-Host", "evil.example"),
                                        new byte[0])
                                .expect(200);
                        assertThat(answer.header("x-total-count")).contains("1");
                        assertThat(answer.header("x-total-count-capped")).isEmpty();
                        assertThat(link(answer, "first")).contains(path + "?x=y&limit=1");
                        assertThat(ids(get(link(answer, "last").orElseThrow()))).isEqualTo(ids(answer));
                        assertThat(link(answer, "next")).isEmpty();
                    });
        }
    }

    @Test
    void theDeliveriesToAllWebhooksAreOneList() {
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint deleted = company.webhook(receiver.uri(), "log.failed");
            company.webhook(receiver.uri(), "log.failed");
            IntStream.range(0, 5).forEach(number -> agent.log("crm.read", "failed", "{}"));
            company.deleteWebhook(deleted);

            List<String> all = ids(get("/api/deliveries"));

            assertThat(all).hasSize(10).doesNotHaveDuplicates();
            List<String> pages = new ArrayList<>();
            for (int offset = 0; offset < 12; offset += 3) {
                pages.addAll(ids(get("/api/deliveries?limit=3&offset=" + offset)));
            }
            assertThat(pages).isEqualTo(all);
            assertThat(ids(get("/api/deliveries?offset=1001"))).isEmpty();
            assertThat(walk("/api/deliveries?limit=3", "next", () -> {})).isEqualTo(all);
            assertThat(ids(get("/api/deliveries?webhook_id=" + deleted.id()))).hasSize(5);
            Answer last = get(link(get("/api/deliveries?limit=2"), "last").orElseThrow() + "&offset=3");
            assertThat(ids(last)).isEqualTo(all.subList(5, 7));
        }
    }

    @Test
    void rowsFarDownAreReachedByLinksOnly() {
        for (String list :
                List.of("/api/deliveries", "/api/logs", "/api/logs?kind=all", "/api/approvals", "/api/agents")) {
            String path = list + (list.contains("?") ? "&" : "?") + "offset=";
            assertThat(ids(get(path + 10_000))).isEmpty();
            assertThat(company.api().get(path + 10_001).expect(400).body()).contains("follow the Link header");
        }
    }

    @Test
    void timesNarrowFromTheFirstOneOnAndUpToTheSecond() {
        company.requireApproval(agent, "stripe.refund");
        try (WebhookReceiver receiver = WebhookReceiver.start()) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.pending_approval");
            for (int number = 0; number < 3; number++) {
                agent.check("stripe.refund", "{\"number\":" + number + "}");
                company.agent("agent " + number);
            }
            for (String path : List.of(
                    "/api/agents",
                    "/api/logs",
                    "/api/approvals",
                    "/api/deliveries",
                    "/api/webhooks/" + endpoint.id() + "/deliveries")) {
                List<JsonObject> rows = get(path).array().getValuesAs(JsonObject.class);
                String time = rows.get(1).getString("created_at");
                // Without a zone it is UTC.
                String bare = time.substring(0, time.length() - 1);

                assertThat(ids(get(path + "?created_after=" + bare)))
                        .isEqualTo(ids(get(path)).subList(0, 2));
                assertThat(ids(get(path + "?created_before=" + time)))
                        .doesNotContain(rows.get(1).getString("id"));
                assertThat(ids(get(path + "?created_before=" + time)))
                        .isEqualTo(ids(get(path)).subList(2, rows.size()));
                assertThat(get(path + "?limit=1&created_after=" + bare).header("x-total-count"))
                        .contains("2");
            }
        }
    }

    @Test
    void theLogIsSearchedForTextAnywhereInARow() {
        agent.log("crm.read", "success", "{\"customer\":\"Müller & Söhne\",\"discount\":\"100%\"}");
        agent.log("crm.write", "success", "{\"customer\":\"Smith_Jones\"}");
        agent.log("mail.send", "success", "{\"customer\":\"SmithXJones\"}");

        assertThat(actionsWith("müller")).containsExactly("crm.read");
        assertThat(actionsWith("CRM.")).containsExactly("crm.write", "crm.read");
        assertThat(actionsWith("smith")).containsExactly("mail.send", "crm.write");
        assertThat(actionsWith("smith_jones")).containsExactly("crm.write");
        assertThat(actionsWith("0%")).containsExactly("crm.read");
        assertThat(actionsWith("!%' or 1=1 --")).isEmpty();
        assertThat(get("/api/logs?limit=1&q=smith").header("x-total-count")).contains("2");
        company.api().get("/api/logs?q=" + "x".repeat(201)).expect(400);
    }

    @Test
    void theLogIsSearchedForWhatJsonEscapes() {
        agent.log("quote", "success", "{\"said\":\"the \\\"Big\\\" one\"}");
        agent.log("path", "success", "{\"file\":\"C:\\\\temp\\\\a\"}");
        agent.log("lines", "success", "{\"text\":\"first\\nsecond\\u0001third\"}");
        agent.log("caf", "success", "{\"place\":\"caf\\u00e9 a\\/b\"}");

        assertThat(actionsWith("\"big\"")).containsExactly("quote");
        assertThat(actionsWith("c:\\temp\\")).containsExactly("path");
        assertThat(actionsWith("first\nsecond\u0001third")).containsExactly("lines");
        assertThat(actionsWith("café")).containsExactly("caf");
        assertThat(actionsWith("a/b")).containsExactly("caf");
        // Whoever knows how a row is stored may search for that.
        assertThat(actionsWith("\"place\":\"caf")).containsExactly("caf");
    }

    private List<String> actionsWith(String text) {
        return get("/api/logs?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .array()
                .getValuesAs(JsonObject.class)
                .stream()
                .map(row -> row.getString("action"))
                .toList();
    }

    @Test
    void aListOfNothingHasNoNeighbours() {
        Answer answer = get("/api/approvals");

        assertThat(answer.array()).isEmpty();
        assertThat(answer.header("x-total-count")).contains("0");
        assertThat(link(answer, "next")).isEmpty();
        assertThat(link(answer, "prev")).isEmpty();
        assertThat(ids(get(link(answer, "last").orElseThrow()))).isEqualTo(Collections.emptyList());
    }
}
