package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentRules;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Browser;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All pages of the dashboard, in light, in dark and on a phone, and a log of many pages. */
@ExtendWith(SharedServer.class)
@Tag("full")
class DashboardPagesIT {

    private static final String PASSWORD = "correct horse battery";
    private static final int MANY = 5_000;
    private static final String OPEN_ROW = ".row[aria-current=true]";

    @Test
    void everyPageCanBeUsedByEverybody(AgentWardenServer server) {
        Assume.browser();
        Company company = signUp(server);
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.ok().saying("{\"status\": \"received\"}"));
                Browser browser = Browser.start(server.baseUri())) {
            DashboardScene.play(company, receiver);
            inspectEveryPage(browser, company);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Company signUp(AgentWardenServer server) {
        String domain = UUID.randomUUID().toString().substring(0, 8) + ".example";
        return Company.register(server.baseUri(), "ada@" + domain, PASSWORD, "Acme Robotics");
    }

    /** Leaves screenshots of them. */
    private static void inspectEveryPage(Browser browser, Company company) {
        browser.open("/sign-in").see("Sign in");
        DashboardScene.inspect(browser, "sign-in");
        browser.open("/sign-up").see("Create an organization");
        DashboardScene.inspect(browser, "sign-up");
        browser.open("/accept-invitation?token=secret").see("Join");
        DashboardScene.inspect(browser, "accept-invitation");
        browser.signIn(company.email(), PASSWORD);
        browser.open("/overview").see("Waiting for a human").see("Success rate").see("Slowest");
        DashboardScene.inspect(browser, "overview");
        browser.open("/approvals").follow("stripe.refund").see("Identifiers");
        DashboardScene.inspect(browser, "approvals");
        browser.open("/agents")
                .follow("support-bot")
                .see("What would happen if")
                .see("stripe.charge");
        DashboardScene.inspect(browser, "agents");
        browser.open("/logs?kind=all").follow("stripe.refund").see("Row");
        DashboardScene.inspect(browser, "logs");
        browser.open("/settings?tab=general").see("production");
        DashboardScene.inspect(browser, "settings-general");
        browser.open("/settings?tab=webhooks").follow("127.0.0.1").see("Success rate");
        browser.follow("approval.approved").see("Payload");
        DashboardScene.inspect(browser, "settings-webhooks");
        browser.open("/settings?tab=users").see("grace@");
        DashboardScene.inspect(browser, "settings-users");
        browser.open("/settings?tab=teams").see("No teams");
        DashboardScene.inspect(browser, "settings-teams");
        browser.open("/settings?tab=plans").see("enterprise (yours)");
        DashboardScene.inspect(browser, "settings-plans");
        browser.open("/settings?tab=organization").see("Export as ZIP");
        DashboardScene.inspect(browser, "settings-organization");
        browser.open("/welcome").see("Get started").see("Receive a test event");
        DashboardScene.inspect(browser, "welcome");
    }

    @Test
    void aDecisionThatNarrowsCanBeGivenByEverybody(AgentWardenServer server) {
        Assume.browser();
        Company company = signUp(server);
        Agent agent = company.agent("voucher-bot");
        AgentRules rules = new AgentRules(company, agent, "voucher.send");
        rules.add("{'action':'voucher.send','effect':'ask','editable':['amount','fee']}");
        String approval =
                rules.check("{'customer':'cus_1','amount':50.00,'fee':2}").getString("approval_id");
        try (Browser browser = Browser.start(server.baseUri())) {
            browser.signIn(company.email(), PASSWORD).open("/approvals?id=" + approval);
            browser.see("50.00").press("Approve").see("Lower amount to").press("Allow the next ones, too");
            DashboardScene.inspect(browser, "decision");

            browser.choose("For the next", "hour").type("At most so many", "3").enter();
            browser.see("Approved voucher.send");
            DashboardScene.inspect(browser, "approval-decided");
            browser.open("/agents?id=" + agent.id()).see("with an approval");
            DashboardScene.inspect(browser, "permission-granted");
            assertThat(browser.asPhone().settle().isCrowded("aw-agent-permissions td"))
                    .as("words of a permission stand one below the other")
                    .isFalse();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** The list is read again only when the server has told of the change. */
    @Test
    void anOwnDecisionIsInTheListBeforeTheListIsReadAgain(AgentWardenServer server) {
        Assume.browser();
        Company company = signUp(server);
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        agent.check("stripe.refund", "{\"amount\":1}").awaitedApproval();
        agent.check("stripe.refund", "{\"amount\":2}").awaitedApproval();
        try (Browser browser = Browser.start(server.baseUri())) {
            browser.signIn(company.email(), PASSWORD)
                    .open("/approvals")
                    .see("amount 2")
                    .see("amount 1");
            assertThat(browser.read(OPEN_ROW)).contains("pending");
            browser.withhold("/api/approvals?*", "/api/events*");

            browser.press("Approve").see("Approve stripe.refund?").enter().see("Approved stripe.refund");

            assertThat(browser.read(OPEN_ROW)).contains("approved").doesNotContain("pending");
            assertThat(browser.read(".rows")).contains("pending");
        }
    }

    @Test
    void whoDecidesForWhomIsSeenByEverybody(AgentWardenServer server) {
        Assume.browser();
        Company company = signUp(server);
        Company grace = company.invite("approver");
        Company alan = company.invite("approver");
        Instant now = Instant.now();
        try (Browser browser = Browser.start(server.baseUri())) {
            browser.signIn(company.email(), PASSWORD)
                    .open("/settings?tab=general")
                    .see("Decides for you\nnobody");
            DashboardScene.inspect(browser, "delegation-none");

            delegate(company, grace, now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9)));
            browser.open("/settings?tab=general").see("Will decide for you\n" + grace.email() + "\nFrom\n");
            DashboardScene.inspect(browser, "delegation-later");

            delegate(company, grace, now, now.plus(Duration.ofDays(1)));
            delegate(grace, company, now, now.plus(Duration.ofDays(1)));
            delegate(alan, company, now, now.plus(Duration.ofDays(1)));
            browser.open("/settings?tab=general")
                    .see("Decides for you\n" + grace.email() + "\nUntil\n")
                    .see("You decide for\n")
                    .see(alan.email());
            DashboardScene.inspect(browser, "delegation-both");
            browser.startAfresh()
                    .signIn(grace.email(), "battery staple " + grace.email())
                    .open("/settings?tab=general")
                    .see("You decide for\na colleague who is away");
            DashboardScene.inspect(browser, "delegation-of-an-approver");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void delegate(Company away, Company colleague, Instant from, Instant until) {
        away.api()
                .put(
                        "/api/users/me/delegation",
                        "{\"to\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}".formatted(colleague.userId(), from, until))
                .expect(200);
    }

    @Test
    void aLongLogIsShownInPagesAndSearched(AgentWardenServer server) {
        Assume.browser();
        Company company = signUp(server);
        Agent agent = company.agent("busy-bot");
        IntStream.range(0, MANY)
                .parallel()
                .forEach(number -> agent.log("crm.read", "success", "{\"customer\":\"cus_" + number + "\"}"));
        try (Browser browser = Browser.start(server.baseUri())) {
            browser.signIn(company.email(), PASSWORD).open("/logs").see("1–25 of " + shown(MANY));

            assertThat(browser.count("main tbody tr")).isEqualTo(25);
            browser.press("Older").see("26–50 of ").press("Older").see("51–75 of ");
            assertThat(browser.count("main *")).isLessThan(1_000);
            browser.type("Text", "cus_99999").enter().see("Nothing found").seeNoMore("crm.read");
            browser.type("Text", "cus_4711").enter().see("crm.read");
            // An emptied field shows all rows until the search has been answered.
            await().atMost(LoadFactor.scale(Duration.ofSeconds(60)))
                    .untilAsserted(
                            () -> assertThat(browser.count("main tbody tr")).isEqualTo(1));
            assertThat(browser.address()).contains("q=cus_4711");
            browser.open("/logs?offset=" + (MANY - 25)).see("of " + shown(MANY));
            assertThat(browser.count("main tbody tr")).isEqualTo(25);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String shown(int number) {
        return "%,d".formatted(number);
    }
}
