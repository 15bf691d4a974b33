package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Api;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that begin a request and take their time. */
@Tag("full")
@ExtendWith(SharedServer.class)
class SlowClientsIT {

    /** The server has about 200 threads for requests. */
    private static final int CLIENTS = 400;

    private static final int SPACES = 100;

    @Test
    void moreOfThemThanTheServerHasThreadsKeepNobodyElseWaiting(AgentWardenServer server) throws Exception {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("quick-bot");
        List<Socket> slow = new ArrayList<>();
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int client = 0; client < CLIENTS; client++) {
                slow.add(begin(server.baseUri(), agent, InetAddress.getByAddress(new byte[] {
                    127, 0, 0, (byte) (2 + client % 4)
                })));
            }
            var unused =
                    drip.scheduleWithFixedDelay(() -> slow.forEach(SlowClientsIT::sendSpace), 5, 5, TimeUnit.SECONDS);

            for (int report = 0; report < 5; report++) {
                agent.report("stripe.refund", "success", "{}").expect(200);
                Api.anonymous(server.baseUri()).get("/health/ready").expect(200);
            }

            assertThat(answer(slow.get(0)))
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .endsWith("{\"detail\":\"The request body did not arrive in time\"}");
            assertThat(company.logs()).hasSize(5);
        } finally {
            drip.shutdownNow();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void oneThatFinishesInTimeIsServed(AgentWardenServer server) throws IOException {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("slow-bot");

        try (Socket socket = begin(server.baseUri(), agent)) {
            send(socket, "}" + " ".repeat(SPACES));

            assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").contains("\"action\":\"stripe.refund\"");
        }
        assertThat(company.logs()).hasSize(1);
    }

    @Test
    void onesThatGoAwayInTheMiddleLeaveNothingInTheLog(AgentWardenServer server) throws IOException {
        Agent agent = Company.register(server.baseUri()).agent("gone-bot");
        long before = Files.size(server.log());

        for (int client : IntStream.range(0, 50).toArray()) {
            try (Socket socket = begin(server.baseUri(), agent)) {
                // Every second one with a reset.
                socket.setSoLinger(client % 2 == 0, 0);
            }
        }
        agent.report("stripe.refund", "success", "{}").expect(200);

        assertThat(Files.size(server.log()) - before).isLessThan(1_000);
    }

    /** All of the request but the end of its body: a brace and white space. */
    private static Socket begin(URI server, Agent agent) throws IOException {
        return begin(server, agent, InetAddress.getLoopbackAddress());
    }

    private static Socket begin(URI server, Agent agent, InetAddress from) throws IOException {
        String body = body(agent);
        Socket socket = new Socket(server.getHost(), server.getPort(), from, 0);
        String head = "POST /sdk/log HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-API-Key: "
                + agent.apiKey() + "\r\nConnection: close\r\nContent-Length: " + (body.length() + SPACES) + "\r\n\r\n";
        send(socket, head + body.substring(0, body.length() - 1));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String body(Agent agent) {
        return "{\"agent_id\":\"" + agent.id()
                + "\",\"action\":\"stripe.refund\",\"status\":\"success\",\"context\":{}}";
    }

    private static void sendSpace(Socket socket) {
        try {
            send(socket, " ");
        } catch (IOException e) {
            // The server has ended it.
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
