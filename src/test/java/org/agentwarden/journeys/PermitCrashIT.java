package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.Endpoint;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide's complete example with a claim. Its report never gets an answer, so each webhook comes again, while the receiver
 * and the server are killed.
 */
@Tag("full")
class PermitCrashIT {

    private static final Duration SOON = LoadFactor.scale(Duration.ofMinutes(1));
    private static final int REFUNDS = 3;

    @TempDir
    private Path directory;

    private final int port = Ports.any();

    @Test
    void oneApprovalIsOneRefundWhoeverIsKilled() throws IOException {
        Path refunds = Files.createFile(directory.resolve("refunds"));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                AgentWardenServer server = AgentWardenServer.named("permit-crash")
                        .with("AGENTWARDEN_WEBHOOKS_RETRY_DELAYS", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s")
                        .with("AGENTWARDEN_WEBHOOKS_TIMEOUT", "2s")
                        .start()) {
            Company company = Company.register(server.baseUri());
            Agent agent = company.agent("refund-bot");
            company.requireApproval(agent, "stripe.refund");
            Endpoint endpoint = company.webhook(
                    URI.create("http://127.0.0.1:" + port + "/webhook/agentwarden"), "approval.approved");
            URI reports = URI.create("http://127.0.0.1:" + silent.getLocalPort());

            for (int number = 1; number <= REFUNDS; number++) {
                Process receiver = receiver(refunds, server.baseUri(), reports, agent);
                try {
                    company.approve(agent.check("stripe.refund", "{\"amount\":" + number + "}")
                            .awaitedApproval());
                    int expected = number;
                    await().atMost(SOON).until(() -> Files.readAllLines(refunds).size() == expected);
                } finally {
                    receiver.destroyForcibly();
                }
                server.kill();
                server.start();
                server.awaitReady();
            }
            // No first attempt was answered, so a webhook that is delivered came twice.
            Process receiver = receiver(refunds, server.baseUri(), reports, agent);
            try {
                await().atMost(SOON)
                        .until(() ->
                                company.deliveries(endpoint, "status=delivered").size() == REFUNDS);
            } finally {
                receiver.destroyForcibly();
            }

            assertThat(refunds)
                    .content()
                    .isEqualToIgnoringNewLines(String.join(
                            "\n",
                            IntStream.rangeClosed(1, REFUNDS)
                                    .mapToObj(Integer::toString)
                                    .toList()));
        }
    }

    private Process receiver(Path refunds, URI server, URI reports, Agent agent) throws IOException {
        Process receiver = PythonClientIT.Client.ofThisMachine()
                .script(
                        "approval_receiver.py",
                        "flask",
                        Integer.toString(port),
                        refunds.toString(),
                        server.toString(),
                        reports.toString(),
                        agent.apiKey())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("receiver.log").toFile()))
                .start();
        Api api = Api.anonymous(URI.create("http://127.0.0.1:" + port));
        await().atMost(SOON).until(() -> isReady(api));
        return receiver;
    }

    private static boolean isReady(Api receiver) {
        try {
            return receiver.get("/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
