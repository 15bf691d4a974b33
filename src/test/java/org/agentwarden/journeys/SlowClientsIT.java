package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agentwarden.systems.Agent;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that begin a request and take their time. */
@ExtendWith(SharedServer.class)
class SlowClientsIT {

    /** More than the server lets in at once. */
    private static final int CLIENTS = 60;

    @Test
    void theyTakeNobodysPlaceAndAreServedWhenTheyHaveFinished(AgentWardenServer server) throws IOException {
        Company company = Company.register(server.baseUri());
        Agent agent = company.agent("quick-bot");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 0; client < CLIENTS; client++) {
                slow.add(begin(server.baseUri(), agent));
            }

            for (int report = 0; report < 5; report++) {
                assertThat(agent.report("stripe.refund", "success", "{}").status())
                        .isEqualTo(200);
            }

            assertThat(finish(slow.get(0))).startsWith("HTTP/1.1 200 ");
            assertThat(company.logs()).hasSize(6);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket begin(URI server, Agent agent) throws IOException {
        String body = body(agent);
        Socket socket = new Socket(server.getHost(), server.getPort());
        String head = "POST /sdk/log HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-API-Key: "
                + agent.apiKey() + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        say(socket, head + body.substring(0, body.length() - 1));
        return socket;
    }

    private static String finish(Socket socket) throws IOException {
        say(socket, "}");
        byte[] answer = new byte[1_000];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
    }

    private static String body(Agent agent) {
        return "{\"agent_id\":\"" + agent.id()
                + "\",\"action\":\"stripe.refund\",\"status\":\"success\",\"context\":{}}";
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
