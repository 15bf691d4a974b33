package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Assume;
import org.agentwarden.systems.Browser;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** People at the dashboard, in a real browser. */
@ExtendWith(SharedServer.class)
@TestInstance(Lifecycle.PER_CLASS)
class DashboardIT {

    private static final String PASSWORD = "correct horse battery";

    private AgentWardenServer server;
    private Browser browser;
    private WebhookReceiver receiver;
    private String domain;
    private Company company;

    @BeforeAll
    void start(AgentWardenServer shared) {
        Assume.browser();
        server = shared;
        browser = Browser.start(server.baseUri());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void signUp() {
        receiver = WebhookReceiver.answering(Reply.ok().saying("{\"status\": \"received\"}"));
        domain = UUID.randomUUID().toString().substring(0, 8) + ".example";
        company = Company.register(server.baseUri(), "ada@" + domain, PASSWORD, "Acme Robotics");
        browser.connected(true).startAfresh().asDesktop().light().forgive();
    }

    @AfterEach
    void leave() {
        receiver.close();
        assertThat(browser.complaints()).isEmpty();
    }

    /** The five steps of "Configure Webhook in Dashboard". */
    @Test
    void theGuidesStepsConfigureAWebhookThatWorks() {
        browser.signIn(company.email(), PASSWORD);

        browser.press("Settings").press("Webhooks");
        browser.type("Webhook URL", receiver.uri().toString());
        for (String event : Company.GUIDE_EVENTS) {
            browser.tick(event);
        }
        assertThat(browser.canPress("Test Webhook")).isFalse();
        browser.press("Save Configuration").see("Configuration saved");
        String secret = browser.see("The signing secret").read(".secret code");
        browser.press("Test Webhook").see("The test event arrived.");

        assertThat(browser.text()).contains("Status 200", "{\"status\": \"received\"}");
        assertThat(receiver.awaitFirst("webhook.test").header("webhook-signature"))
                .startsWith("v1,");
        assertThat(secret).startsWith("whsec_");
        JsonObject webhook = company.api().get("/api/webhooks").array().getJsonObject(0);
        assertThat(webhook.getString("url")).isEqualTo(receiver.uri().toString());
        assertThat(webhook.getJsonArray("events").getValuesAs(JsonString::getString))
                .containsExactlyInAnyOrderElementsOf(Company.GUIDE_EVENTS);
        browser.press("I have stored it").seeNoMore(secret);
    }

    @Test
    void whoLeavesAPageByTheMenuIsAskedNothingAndTheOldPageGoes() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        browser.signIn(company.email(), PASSWORD);

        browser.press("Agents").see("Rename, switch off, delete").press("Logs").see("Nothing found");
        assertThat(browser.count("aw-agents, dialog")).isZero();
        browser.press("Settings")
                .press("Webhooks")
                .see("New webhook")
                .press("Users")
                .see("Invite somebody");
        browser.press("Plans").see("enterprise");
        assertThat(browser.count("aw-webhook-form, aw-users, dialog")).isZero();
    }

    @Test
    void anApproverDecidesByKeyboardAndSeesTheWebhooksArrive() {
        company.webhook(receiver.uri());
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        company.colleague("grace@" + domain, PASSWORD, "approver");
        browser.signIn("grace@" + domain, PASSWORD).open("/approvals").see("Nothing waits for you");

        String approved = agent.check("stripe.refund", "{\"amount\":500.00,\"customer\":{\"id\":\"cus_123\"}}")
                .awaitedApproval();
        browser.see("stripe.refund").seeTitle("(1) Approvals");
        browser.keys("j").see("cus_123").see("500.00");
        browser.keys("a").see("Approve stripe.refund?");
        browser.keys("Customer called").enter();
        browser.see("Approved stripe.refund").see("Customer called").see("approval.approved");
        assertThat(receiver.awaitFirst("approval.approved").data().getString("approval_id"))
                .isEqualTo(approved);
        browser.see("delivered").seeTitle("Approvals");

        String rejected = agent.check("stripe.refund", "{\"amount\":9000}").awaitedApproval();
        browser.see("amount 9000").keys("k").see("Reject");
        browser.keys("r").see("Reject stripe.refund?").keys("Too much").enter().see("Too much");
        assertThat(receiver.awaitFirst("approval.rejected").data().getString("comment"))
                .isEqualTo("Too much");
        assertThat(company.approval(rejected).getString("status")).isEqualTo("rejected");
        assertThat(company.approval(approved).getString("comment")).isEqualTo("Customer called");
    }

    @Test
    void anApproverSeesEveryCharacterThatAnAgentWrote() {
        Agent agent = company.agent("refund\u202ebot");
        company.requireApproval(agent, "stripe.refund");
        String approval = agent.check(
                        "stripe.refund", "{\"amount\":\"500\",\"to\":\"acct\u202e100\u200b\",\"number\":500}")
                .awaitedApproval();
        browser.signIn(company.email(), PASSWORD).open("/approvals?id=" + approval);

        browser.see("refund\\u202ebot").see("\"acct\\u202e100\\u200b\"").see("amount \"500\"");
        assertThat(browser.read(".json-number")).isEqualTo("500");
        browser.press("Raw JSON").see("\"to\": \"acct\\u202e100\\u200b\"");
        assertThat(browser.text()).doesNotContain("\u202e").doesNotContain("\u200b");
    }

    @Test
    void aHeadersValueKeepsItsColons() {
        Endpoint endpoint = company.webhook(receiver.uri());
        browser.signIn(company.email(), PASSWORD).open("/settings?tab=webhooks&id=" + endpoint.id());
        browser.press("More options").type("Headers to send along", "X-Callback: https://example.com/a");
        browser.press("Save Configuration").see("Configuration saved");

        company.testWebhook(endpoint);
        assertThat(receiver.awaitFirst("webhook.test").header("x-callback")).isEqualTo("https://example.com/a");
    }

    @Test
    void anAdminRemovesTheOrganizationByTypingItsName() {
        company.agent("refund-bot");
        String name = Removal.name(company);
        browser.signIn(company.email(), PASSWORD)
                .open("/settings?tab=organization")
                .see("Export as ZIP");

        browser.press("Remove organization").see("1 agents");
        browser.type("Type " + name + " to confirm", "another name").press("Remove the organization");
        browser.see("Nothing was removed");
        browser.press("Remove organization").see("Type " + name + " to confirm");
        browser.type("Type " + name + " to confirm", name).press("Remove the organization");

        browser.seeTitle("Sign in");
        assertThat(browser.address()).isEqualTo("/sign-in");
        assertThat(company.api().get("/api/agents").status()).isEqualTo(401);
        // The browser tells of the answer that asks for the confirmation.
        assertThat(browser.complaints()).allMatch(line -> line.contains("409"));
        browser.forgive();
    }

    @Test
    void whoseSessionHasEndedSignsInAndIsBackWhereTheyWere() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        agent.check("stripe.refund", "{\"amount\":500}").awaitedApproval();
        browser.signIn(company.email(), PASSWORD);
        // The title counts once the live stream has said hello; after that nothing happens by itself.
        browser.open("/settings?tab=plans").see("enterprise (yours)").seeTitle("(1) Settings");

        browser.forgetCookies();
        browser.press("General").see("Your session has ended");
        assertThat(browser.address()).startsWith("/sign-in");
        browser.type("Email", company.email()).type("Password", PASSWORD).press("Sign in");

        browser.see("API keys");
        assertThat(browser.address()).isEqualTo("/settings?tab=general");
        // The page had asked for several things at once, and each is refused in its own time.
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("401"));
        browser.forgive();
    }

    @Test
    void whoSignsOutInTheMiddleOfNewsIsNotAskedForAnythingAnyMore() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        browser.signIn(company.email(), PASSWORD).open("/approvals").see("Live");

        for (int round = 0; round < 5; round++) {
            agent.check("stripe.refund", "{\"amount\":500}").awaitedApproval();
        }
        browser.press("Sign out").see("Password");
        // News rests for three seconds; what it would have asked for comes after that.
        await().during(Duration.ofSeconds(4))
                .atMost(LoadFactor.scale(Duration.ofSeconds(8)))
                .untilAsserted(() -> assertThat(browser.complaints()).isEmpty());
    }

    @Test
    void whatCameWhileTheConnectionWasLostIsSeenWhenItIsBack() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        browser.signIn(company.email(), PASSWORD)
                .open("/approvals")
                .see("Nothing waits for you")
                .see("Live");

        browser.connected(false).see("Not connected");
        agent.check("stripe.refund", "{\"amount\":77}").awaitedApproval();
        browser.connected(true).see("amount 77").see("Live");

        assertThat(browser.complaints()).allMatch(line -> line.contains("ERR_INTERNET_DISCONNECTED"));
        browser.forgive();
    }

    @Test
    void whoIsInvitedToViewSeesEverythingAndWhyTheyMayNotDecide() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        agent.check("stripe.refund", "{\"amount\":500}").awaitedApproval();
        browser.signIn(company.email(), PASSWORD).open("/settings?tab=users");
        browser.type("Email", "vera@" + domain).choose("Role", "viewer").press("Invite");
        String link = browser.see("The link for vera@" + domain).read(".secret code");
        browser.press("Sign out").see("Password");
        browser.open(link.substring(server.baseUri().toString().length()));
        browser.type("Password", PASSWORD).press("Join").see("vera@" + domain);

        // The link counts what waits, once the page knows.
        browser.follow("Approvals")
                .follow("stripe.refund")
                .see("Your role is viewer: approvers and admins can do this.");
        assertThat(browser.canPress("Approve")).isFalse();
        browser.press("Agents").follow("refund-bot");
        browser.type("It asks for", "stripe.refund").press("Try it").see("A human would be asked.");
        assertThat(browser.canPress("Add permission")).isFalse();
        browser.open("/settings?tab=webhooks").see("only admins can do this");
        assertThat(browser.canPress("Save Configuration")).isFalse();
    }

    @Test
    void whoHasLostThePasswordChoosesANewOneByALinkOfAnAdmin() {
        company.colleague("grace@" + domain, PASSWORD, "approver");
        Company.login(server.baseUri(), "grace@" + domain, PASSWORD);
        browser.signIn(company.email(), PASSWORD).open("/settings?tab=users").see("grace@" + domain);
        browser.press("New password").see("A new password for grace@" + domain + "?");
        browser.press("Make the link");
        String link = browser.see("The link for grace@" + domain).read(".secret code");
        browser.press("Sign out").see("Password");

        browser.open(link.substring(server.baseUri().toString().length())).see("Choose a new password");
        browser.type("Password", "another " + PASSWORD)
                .press("Save and sign in")
                .see("approver");

        browser.press("Sign out").see("Password");
        browser.signIn("grace@" + domain, "another " + PASSWORD).see("grace@" + domain);
    }

    /** Browsers open six connections to a server; a stream of each page, kept alive, would leave none. */
    @Test
    void manyTabsAndManyReloadsLeaveConnectionsForRequests() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        browser.signIn(company.email(), PASSWORD);
        for (int time = 0; time < 8; time++) {
            browser.open("/approvals?time=" + time).see("Nothing waits for you").see("Live");
        }
        for (int tab = 0; tab < 8; tab++) {
            browser.openInAnotherTab("/approvals").see("Nothing waits for you").see("Live");
        }

        agent.check("stripe.refund", "{\"amount\":77}").awaitedApproval();

        browser.see("amount 77");
        for (int tab = 0; tab < 8; tab++) {
            browser.closeTab();
        }
        browser.see("amount 77").see("Live");
        agent.check("stripe.refund", "{\"amount\":78}").awaitedApproval();
        browser.see("amount 78");
    }

    @Test
    void whoSignsInSeesTheOverviewAndGoesOnFromThere() {
        DashboardScene.play(company, receiver);
        browser.signIn(company.email(), PASSWORD).see("Overview").see("Waiting for a human");

        assertThat(browser.address()).isEqualTo("/overview");
        assertThat(browser.read("a[href='/logs?status=allowed']")).isEqualTo("1");
        assertThat(browser.read("a[href='/logs?status=pending_approval']")).isEqualTo("5");
        assertThat(browser.read("a[href='/logs?status=blocked']")).isEqualTo("1");
        assertThat(browser.read("dd a[href='/approvals']")).isEqualTo("3");
        assertThat(browser.count(".bars rect")).isGreaterThan(3 * 23);
        browser.follow("127.0.0.1").see("Success rate").see("Send again");
    }

    @Test
    void theFirstApprovalIsOpenAndStaysOpenWhenOthersCome() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        agent.check("stripe.refund", "{\"amount\":71}").awaitedApproval();
        browser.signIn(company.email(), PASSWORD).open("/approvals").see("Identifiers");
        assertThat(browser.read(".json-number")).isEqualTo("71");

        agent.check("stripe.refund", "{\"amount\":72}").awaitedApproval();
        browser.see("amount 72").settle();

        assertThat(browser.read(".json-number")).isEqualTo("71");
        browser.open("/agents").see("What would happen if");
    }

    @Test
    void theLogIsATableOfOneLineForEachRow() {
        Agent agent = company.agent("refund-bot");
        agent.log("crm.read", "success", "{\"customer\":\"cus_1\",\"amount\":12.50,\"of\":{\"deep\":1}}");
        browser.signIn(company.email(), PASSWORD).open("/logs").see("amount 12.50 · customer cus_1");

        assertThat(browser.read("thead").lines().flatMap(line -> Stream.of(line.split(" "))))
                .containsExactly("Time", "Who", "Action", "Status", "Context");
        assertThat(browser.isCut("main select")).isFalse();
        assertThat(browser.height("main tbody tr")).isLessThan(40);
        browser.follow("crm.read").see("cus_1").see("Row");
        browser.open("/settings");
        assertThat(browser.isCut(".tabs")).as("the tabs scroll").isFalse();
    }

    @Test
    void theFirstRunEndsWithATestEventReceived() {
        browser.open("/sign-up")
                .type("Organization", "Newcomers")
                .type("Email", "new@" + domain)
                .type("Password", PASSWORD)
                .press("Create");

        browser.see("Get started").type("Name of the agent", "support-bot").press("Add agent");
        browser.type("Action", "stripe.refund").press("Allow it");
        browser.press("Create API key").see("The API key").press("I have stored it");
        browser.type("Webhook URL", receiver.uri().toString()).press("Save Configuration");
        browser.see("The signing secret of the webhook").press("I have stored it");
        browser.press("Test Webhook").see("Test event received").see("All done.");

        assertThat(receiver.requests("webhook.test")).hasSize(1);
        browser.screenshot("welcome-done");
    }

    @Test
    void anApproverSeesWhatBecameOfAnApprovalAndRevokesAnother() {
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, "stripe.refund");
        String executed = agent.check("stripe.refund", "{\"amount\":1}").awaitedApproval();
        String unwanted = agent.check("stripe.refund", "{\"amount\":2}").awaitedApproval();
        company.approve(executed);
        company.approve(unwanted);
        agent.claim(executed, "stripe.refund", "{\"amount\":1}").expect(200);
        browser.signIn(company.email(), PASSWORD).open("/approvals?status=approved&id=" + executed);
        browser.see("key of refund-bot").see("0 of 1").see("not reported");

        agent.reportOf(executed, "stripe.refund", "success", "{\"amount\":1}").expect(200);
        browser.see("success").seeNoMore("Valid until");

        browser.open("/approvals?status=approved&id=" + unwanted).see("Valid until");
        browser.press("Revoke")
                .see("Revoke stripe.refund?")
                .keys("Wrong customer")
                .enter();
        browser.see("Revoked stripe.refund").seeNoMore("Valid until");
        agent.claim(unwanted, "stripe.refund", "{\"amount\":2}").expect(409);
        browser.screenshot("approval-revoked");
    }

    @Test
    void anAdministratorApprovesLessAndAllowsTheNextOnes() {
        Agent agent = company.agent("voucher-bot");
        browser.signIn(company.email(), PASSWORD).open("/agents?id=" + agent.id());
        browser.type("Action", "voucher.send")
                .choose("Then", "a human must agree")
                .type("Numbers that may be lowered", "amount")
                .press("Add permission")
                .see("may be lowered: amount");
        String lowered = agent.check("voucher.send", "{\"amount\":50.00}").awaitedApproval();
        browser.open("/approvals?id=" + lowered).see("50.00").press("Approve");
        browser.see("Approve voucher.send?")
                .type("Lower amount to", "40.50")
                .type("Minutes valid", "5")
                .enter();
        browser.see("Approved voucher.send").see("What the agent asked for").see("40.50");
        assertThat(company.approval(lowered).getJsonObject("context").toString())
                .isEqualTo("{\"amount\":40.50}");
        browser.screenshot("approval-edited");

        String granting = agent.check("voucher.send", "{\"amount\":1}").awaitedApproval();
        browser.open("/approvals?id=" + granting).see("voucher.send").press("Approve");
        browser.see("Approve voucher.send?")
                .press("Allow the next ones, too")
                .choose("For the next", "hour")
                .type("At most so many", "3")
                .enter();
        browser.see("Approved voucher.send");
        assertThat(agent.check("voucher.send", "{\"amount\":2}").allowed()).isTrue();
        browser.open("/agents?id=" + agent.id()).see("with an approval").see("3 times in 24h");
        browser.screenshot("permission-granted");
    }

    @Test
    void anAdministratorSaysHowAnApprovedActionIsExecuted() {
        Agent agent = company.agent("mail-bot");
        browser.signIn(company.email(), PASSWORD).open("/agents?id=" + agent.id());
        browser.type("Action", "mail.send")
                .choose("Then", "a human must agree")
                .choose("Once approved", "the next equal check is allowed")
                .type("Hours valid", "2")
                .press("Add permission")
                .see("then the next equal check is allowed");

        JsonObject granted = company.api()
                .get("/api/agents/" + agent.id() + "/permissions")
                .expect(200)
                .array()
                .getJsonObject(0);
        assertThat(granted.getString("on_approval")).isEqualTo("recheck");
        assertThat(granted.getInt("approval_validity")).isEqualTo(7200);
        assertThat(granted.getInt("approval_uses")).isEqualTo(1);
        browser.screenshot("permission-terms");
    }

    @Test
    void whatHappensWhileNobodyAnswersIsSetAndShown() {
        Company grace = company.invite("approver");
        Agent agent = company.agent("payout-bot");
        company.team("Finance", grace);
        company.team("Board", company);
        browser.signIn(company.email(), PASSWORD).open("/agents?id=" + agent.id());
        browser.type("Action", "payout.send")
                .choose("Then", "a human must agree")
                .choose("Decided by", "Finance")
                .choose("If nobody answers, also by", "Board")
                .type("After", "4h")
                .type("Remind webhooks after", "15m")
                .press("Add permission")
                .see("one of Finance must approve, Board may as well after 4h, reminder after 15m");
        browser.screenshot("permission-escalation");
        String approval = agent.check("payout.send", "{}").awaitedApproval();

        browser.open("/approvals?id=" + approval).see("Escalates").see("Only people of the team Finance decide this.");
        browser.screenshot("approval-escalates");
        String until = Instant.now().plus(Duration.ofDays(1)).toString();
        grace.api()
                .put("/api/users/me/delegation", "{\"to\":\"%s\",\"until\":\"%s\"}".formatted(company.userId(), until))
                .expect(200);
        company.api()
                .put("/api/users/me/delegation", "{\"to\":\"%s\",\"until\":\"%s\"}".formatted(grace.email(), until))
                .expect(200);
        browser.open("/approvals?id=" + approval)
                .press("Approve")
                .see("Approve payout.send?")
                .enter()
                .see("Approved payout.send");
        browser.open("/approvals?id=" + approval).see("by you for " + grace.email());
        browser.screenshot("approval-delegated");
        browser.open("/settings?tab=general").see("Decides for you\n" + grace.email());
        browser.screenshot("settings-delegation");
        browser.press("End it").see("Decides for you\nnobody");
    }

    @Test
    void twoPeopleOfATeamMustApproveAndEachSeesWhoHas() {
        Company grace = company.invite("approver");
        Agent agent = company.agent("payout-bot");
        browser.signIn(company.email(), PASSWORD).open("/settings?tab=teams");
        browser.see("No teams")
                .type("Name", "Finance")
                .choose("People", company.email())
                .choose("People", grace.email())
                .press("Create team")
                .see("Edit");
        browser.screenshot("settings-teams");
        browser.open("/agents?id=" + agent.id());
        browser.type("Action", "payout.send")
                .choose("Then", "a human must agree")
                .choose("Decided by", "Finance")
                .type("People who must approve", "2")
                .press("Add permission")
                .see("2 people of Finance must approve");
        String approval = agent.api()
                .post(
                        "/sdk/check",
                        "{\"agent_id\":\"%s\",\"action\":\"payout.send\",\"on_behalf_of\":\"Alan Turing\"}"
                                .formatted(agent.id()))
                .expect(200)
                .json()
                .getString("approval_id");

        browser.open("/approvals?id=" + approval).see("Alan Turing").see("2 people of Finance must approve");
        browser.press("Approve").see("Approve payout.send?").enter().see("others must approve as well");
        browser.see("You have approved. Others must approve as well.");
        assertThat(browser.canPress("Approve")).isFalse();
        assertThat(browser.canPress("Reject")).isTrue();
        browser.screenshot("approval-of-two");
        grace.approve(approval);
        browser.see("Claimed");
    }

    @Test
    void whoMayNotDecideSeesWhy() {
        company.invite("approver");
        Agent agent = company.agent("payout-bot");
        company.requireApproval(agent, "payout.send");
        String body = "{\"agent_id\":\"%s\",\"action\":\"payout.send\",\"on_behalf_of\":\"%s\"}";
        String own = agent.api()
                .post("/sdk/check", body.formatted(agent.id(), company.email()))
                .expect(200)
                .json()
                .getString("approval_id");

        browser.signIn(company.email(), PASSWORD).open("/approvals?id=" + own);

        browser.see("The agent acts for you: somebody else must decide.");
        assertThat(browser.canPress("Approve")).isFalse();
        assertThat(browser.canPress("Reject")).isFalse();
    }

    @Test
    void severalApprovalsAreMarkedAndDecidedByKeyboard() {
        Agent agent = company.agent("batch-bot");
        company.requireApproval(agent, "stripe.refund");
        List<String> asked = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> agent.check("stripe.refund", "{\"amount\":88" + number + "}")
                        .awaitedApproval())
                .toList();
        browser.signIn(company.email(), PASSWORD).open("/approvals?agent_id=" + agent.id());
        browser.see("amount 883").see("amount 881");

        browser.keys("x").see("1 marked").keys("j").keys("x").see("2 marked").keys("a");
        browser.see("Approve 2 approvals?").enter().see("Approved 2");

        assertThat(asked)
                .extracting(id -> company.approval(id).getString("status"))
                .containsExactly("pending", "approved", "approved");
        browser.screenshot("approvals-marked");

        browser.open("/insights").see("95 of 100 within").see("batch-bot");
        browser.screenshot("insights");
    }

    @Test
    void anAdministratorWritesARuleWithACondition() {
        Agent agent = company.agent("shop-bot");
        browser.signIn(company.email(), PASSWORD).open("/agents?id=" + agent.id());
        browser.type("Action", "shop.refund")
                .type("Only when", "context.amount >")
                .choose("Then", "it is blocked")
                .press("Add permission")
                .see("column")
                .forgive();
        browser.type("Only when", "context.amount > 500")
                .press("Simulate")
                .see("none would come to something else")
                .press("Add permission")
                .see("context.amount > 500");

        JsonObject rule = company.api()
                .get("/api/agents/" + agent.id() + "/permissions")
                .expect(200)
                .array()
                .getJsonObject(0);
        assertThat(rule.getString("effect")).isEqualTo("block");
        assertThat(rule.getString("when")).isEqualTo("context.amount > 500");
        browser.screenshot("permission-rule");
    }

    @Test
    void aPermissionThatIsOnlyLoggedIsMarkedAndTheLogTellsWhatItWouldDo() {
        Agent agent = company.agent("shadow-bot");
        company.allow(agent, "shop.refund");
        browser.signIn(company.email(), PASSWORD).open("/agents?id=" + agent.id());
        browser.type("Action", "shop.*")
                .choose("Then", "it is blocked")
                .choose("Mode", "Only log what it would do")
                .press("Add permission")
                .see("only logged");
        browser.type("It asks for", "shop.refund")
                .press("Try it")
                .see("It would be allowed at once.")
                .see("With the permissions that are only logged:");
        browser.screenshot("permission-shadow");

        assertThat(agent.check("shop.refund", "{}").allowed()).isTrue();
        browser.open("/logs?agent_id=" + agent.id()).follow("shop.refund").see("With permissions that are only logged");
        browser.screenshot("log-shadow");
    }

    @Test
    void anAdministratorLimitsHowOftenAndHowMuch() {
        Agent agent = company.agent("budget-bot");
        browser.signIn(company.email(), PASSWORD).open("/agents?id=" + agent.id());
        browser.type("Action", "shop.refund")
                .press("Add a limit")
                .type("At most", "500")
                .type("Counting", "context.amount")
                .type("For each", "context.customer")
                .choose("Time", "30 days")
                .choose("Above that", "a human must agree")
                .press("Add permission")
                .see("500 of context.amount in 30d for each context.customer, then a human is asked");

        JsonObject limit = company.api()
                .get("/api/agents/" + agent.id() + "/permissions")
                .expect(200)
                .array()
                .getJsonObject(0)
                .getJsonArray("limits")
                .getJsonObject(0);
        assertThat(limit.getString("sum")).isEqualTo("context.amount");
        assertThat(limit.getInt("at_most")).isEqualTo(500);
        assertThat(limit.getString("by")).isEqualTo("context.customer");
        browser.press("Edit").see("Remove limit");
        DashboardScene.inspect(browser, "permission-limits");
        browser.press("Remove limit").press("Save permission").seeNoMore("context.amount");
    }
}
