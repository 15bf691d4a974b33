package org.agentwarden.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.ReceivedWebhook;
import org.agentwarden.systems.Reply;
import org.agentwarden.systems.Verdict;
import org.agentwarden.systems.WebhookReceiver;

/**
 * An agent asks, a human approves, the company's systems hear of it. The first argument is the server's jar; exits with
 * 0 when every webhook arrived and 1 otherwise. With the system property {@code keep} the server stays up on port 8080
 * until Ctrl-C.
 */
public final class Demo {

    private static final int KEPT_PORT = 8080;
    private static final String EMAIL = "demo@agentwarden.example";
    private static final String PASSWORD = "demo-password";
    private static final String ACTION = "stripe.refund";

    private final Console console = new Console(System.out, System.nanoTime());
    private final Path jar;
    private final boolean keep;

    private Demo(Path jar, boolean keep) {
        this.jar = jar;
        this.keep = keep;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 1 || Files.notExists(Path.of(args[0]))) {
            System.err.println("Usage: Demo <path of agentwarden.jar>" + (args.length == 1 ? " (no such file)" : ""));
            System.exit(1);
        }
        boolean keep = System.getProperty("keep") != null && !"false".equals(System.getProperty("keep"));
        System.exit(new Demo(Path.of(args[0]), keep).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        console.title("AgentWarden: an agent asks, a human approves, your systems hear of it");
        Path directory = Files.createTempDirectory("agentwarden-demo-");
        try (AgentWardenServer server = AgentWardenServer.in(directory)
                .jar(jar)
                .port(keep ? KEPT_PORT : 0)
                .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s,2s,4s")
                .create()) {
            try {
                console.step("Starting the server: java -jar " + jar.getFileName() + " (data in " + directory + ")");
                server.start();
                server.awaitReady();
                console.step("Server ready at " + server.baseUri());
                play(server);
                console.title("All webhooks arrived.");
            } catch (RuntimeException e) {
                console.title("FAILED: " + e.getMessage());
                console.plain("The server's log: " + server.log());
                return false;
            }
            if (keep) {
                stayUp(server);
            }
            server.stop();
            server.delete();
        }
        return true;
    }

    private void play(AgentWardenServer server) {
        Company company = Company.register(server.baseUri(), EMAIL, PASSWORD, "Demo Company");
        Agent agent = company.agent("refund-bot");
        company.requireApproval(agent, ACTION);
        console.step("Organization, agent 'refund-bot' and a permission for " + ACTION + " that needs approval made");
        approvalReachesReceiver(company, agent);
        retriesReachReceiver(company, agent);
    }

    private void approvalReachesReceiver(Company company, Agent agent) {
        try (WebhookReceiver receiver = WebhookReceiver.checkingUserAgent()) {
            Endpoint endpoint = company.webhook(receiver.uri());
            console.step("Sample receiver listens at " + receiver.uri() + "; webhook on " + Company.GUIDE_EVENTS.size()
                    + " events");

            Verdict verdict = agent.check(ACTION, "{\"amount\":500,\"customer_id\":\"cus_123\"}");
            require(verdict.requiresApproval() && !verdict.allowed(), "the check did not ask for approval: " + verdict);
            console.step("Agent asks: may I " + ACTION + " 500?  ->  pending, approval " + verdict.awaitedApproval());

            ReceivedWebhook pending = receiver.awaitFirst("log.pending_approval");
            requireGenuine(pending, endpoint);
            console.step("log.pending_approval arrived, signature verified");

            JsonObject approved = company.approve(verdict.awaitedApproval());
            console.step("A human approves  ->  " + approved.getString("status"));

            ReceivedWebhook decision = receiver.awaitFirst("approval.approved");
            requireGenuine(decision, endpoint);
            require(
                    decision.data().getString("approval_id").equals(verdict.awaitedApproval()),
                    "approval.approved is about another approval: " + decision.text());
            console.step("approval.approved arrived, signature verified:");
            console.block(pretty(decision.json()));
            company.deleteWebhook(endpoint);
        }
    }

    private void retriesReachReceiver(Company company, Agent agent) {
        try (WebhookReceiver receiver = WebhookReceiver.answering(Reply.status(500), Reply.status(503), Reply.ok())) {
            Endpoint endpoint = company.webhook(receiver.uri(), "log.failed");
            agent.log(ACTION, "failed", "{\"amount\":500,\"error\":\"card_declined\"}");
            console.step("Agent reports a failure; this receiver answers 500, then 503, then 200");

            List<ReceivedWebhook> attempts = receiver.awaitRequests("log.failed", 3);
            for (ReceivedWebhook attempt : attempts) {
                requireGenuine(attempt, endpoint);
                require(attempt.id().equals(attempts.get(0).id()), "a retry has another webhook-id");
                console.plain("            attempt %d after %.1f s"
                        .formatted(
                                attempt.attempt(),
                                attempt.since(attempts.get(0)).toMillis() / 1000.0));
            }
            console.step("log.failed arrived at the third attempt, with one webhook-id and a fresh signature each");
        }
    }

    private void stayUp(AgentWardenServer server) throws InterruptedException {
        console.plain("");
        console.plain("The server stays up. API:   " + server.baseUri());
        console.plain("                     Login: " + EMAIL + " / " + PASSWORD);
        console.plain("Stop with Ctrl-C.");
        new CountDownLatch(1).await();
    }

    private static void requireGenuine(ReceivedWebhook webhook, Endpoint endpoint) {
        require(webhook.isSignedWith(endpoint.secret()), "a webhook's signature is wrong: " + webhook);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new DemoFailed(otherwise);
        }
    }

    private static String pretty(JsonObject json) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(json);
        }
        return text.toString().strip();
    }
}
