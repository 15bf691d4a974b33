package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.Browser;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.WebhookReceiver;

/** A company in the middle of its day: something of everything that the dashboard shows. */
final class DashboardScene {

    private static final String REFUND = "stripe.refund";

    private static final int EVENTS_AND_ONE_RETRY = 11;

    private DashboardScene() {}

    static void play(Company company, WebhookReceiver receiver) {
        String domain = company.email().substring(company.email().indexOf('@'));
        company.colleague("grace" + domain, "correct horse battery", "approver");
        company.colleague("vera" + domain, "correct horse battery", "viewer");
        company.apiKey("production");
        Agent support = company.agent("support-bot");
        Agent billing = company.agent("billing-bot");
        company.deactivate(company.agent("old-crawler"));
        company.requireApproval(support, REFUND);
        company.allowUpTo(support, "stripe.charge", "100");
        company.allow(support, "mail.*");
        company.requireApproval(billing, "invoice.cancel");
        receiver.nowAnswer(
                Reply.ok(), Reply.status(503).saying("{\"error\": \"maintenance\"}"), Reply.ok(), Reply.ok());
        Endpoint endpoint = company.webhook(receiver.uri());

        support.check("mail.send", "{\"to\":\"customer@example.com\"}");
        support.check("stripe.charge", "{\"amount\":150,\"customer_id\":\"cus_9\"}");
        support.log("mail.send", "failed", "{\"error\":\"mailbox is full\"}");
        String approved = support.check(REFUND, refund("120", "cus_123", "Parcel was lost"))
                .awaitedApproval();
        company.decide(approved, "approve", "The carrier confirmed it");
        String rejected = support.check(REFUND, refund("4800", "cus_77", "Changed my mind"))
                .awaitedApproval();
        company.decide(rejected, "reject", "Outside the return period");
        billing.check("invoice.cancel", "{\"invoice\":\"2026-0815\",\"amount\":310.50}");
        support.check(REFUND, refund("89.90", "cus_4711", "Arrived broken"));
        support.check(REFUND, refund("500", "cus_123", "Charged twice"));
        receiver.awaitFirst("approval.rejected");
        company.testWebhook(endpoint);
        receiver.awaitTotal(EVENTS_AND_ONE_RETRY);
    }

    private static String refund(String amount, String customer, String why) {
        return """
            {"amount": %s, "currency": "EUR", "reason": "%s", "customer": {"id": "%s", "orders": 14, "vip": true,
             "last_refunds": []}, "charge": {"id": "ch_3Pq8", "items": [{"sku": "KB-104", "quantity": 1}, {"sku": "CB-2", "quantity": 2}]}}
            """.formatted(amount, why, customer).strip();
    }

    /** Looks for what keeps somebody from using the page that is open, in light, in dark and on a phone; leaves screenshots. */
    static void inspect(Browser browser, String page) {
        browser.asDesktop().light().settle().screenshot(page + "-light");
        List<String> barriers = browser.barriers(page + "-light");
        browser.dark().settle().screenshot(page + "-dark");
        List<String> barriersInTheDark = browser.barriers(page + "-dark");
        browser.asPhone().light().settle().screenshot(page + "-phone");
        boolean fits = browser.fits();
        browser.asDesktop();
        assertThat(barriers).as("%s, light", page).isEmpty();
        assertThat(barriersInTheDark).as("%s, dark", page).isEmpty();
        assertThat(fits).as("%s fits on a phone", page).isTrue();
    }
}
