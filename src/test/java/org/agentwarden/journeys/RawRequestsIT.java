package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Company;
import org.agentwarden.systems.LoadFactor;
import org.agentwarden.systems.RawClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as gateways, attackers and unusual clients write them, over plain sockets. */
@ExtendWith(SharedServer.class)
class RawRequestsIT {

    @ParameterizedTest
    @CsvSource({
        "POST, /sdk/check%",
        "POST, /sdk/check%zz",
        "GET, /sdk/approvals/%zz",
        "GET, /api/agents/%ff",
        "GET, /api/agents/%c0%af",
        "GET, /api/agents/%5c",
        "GET, /api/agents/%00",
        "GET, /api/agents/7;a=b",
        "GET, /metrics;x",
        "GET, /health/ready;x",
        "POST, /auth;x/login",
        "POST, /auth%3Bx/login",
        "GET, /%2e%2e/x"
    })
    void aMalformedTargetIsRefusedInTheShapeOfAllErrors(String method, String target, AgentWardenServer server) {
        String answer =
                RawClient.exchange(server.baseUri(), head(method, target, "Connection: close", "Content-Length: 0"));

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .endsWith("\r\n\r\n{\"detail\":\"Bad request\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE"})
    void anEmptyChunkedBodyIsServedWithEveryMethod(String method, AgentWardenServer server) {
        Company company = Company.register(server.baseUri());

        String answer = RawClient.exchange(
                server.baseUri(),
                head(
                                method,
                                "/api/agents/none",
                                "Connection: close",
                                "Authorization: Bearer " + company.token(),
                                "Transfer-Encoding: chunked")
                        + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void aDeletionWithAnEmptyObjectIsServed(AgentWardenServer server) {
        Company company = Company.register(server.baseUri());
        String id = company.agent("short-lived").id();

        String answer = RawClient.exchange(
                server.baseUri(),
                head(
                                "DELETE",
                                "/api/agents/" + id,
                                "Connection: close",
                                "Authorization: Bearer " + company.token(),
                                "Content-Type: application/json",
                                "Content-Length: 2")
                        + "{}");

        assertThat(answer).startsWith("HTTP/1.1 204 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/health/ready", "/openapi", "/docs/", "/auth/me", "/nowhere", "/sign-in"})
    void aHeadEndsWithTheLengthOfGetOrNone(String path, AgentWardenServer server) {
        String head = RawClient.exchange(server.baseUri(), head("HEAD", path, "Connection: close"));
        String get = RawClient.exchange(server.baseUri(), head("GET", path, "Connection: close"));

        assertThat(head).endsWith("\r\n\r\n");
        assertThat(statusOf(head)).isEqualTo(statusOf(get));
        assertThat(lengthIn(head))
                .satisfiesAnyOf(
                        length -> assertThat(length).isEmpty(),
                        length -> assertThat(length).isEqualTo(lengthIn(get)));
    }

    private static String statusOf(String answer) {
        return answer.substring(0, answer.indexOf("\r\n"));
    }

    private static Optional<String> lengthIn(String answer) {
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=utf-16",
                "application/json;indent=4",
                "application/json; profile=\"x\", */*;q=0.1"
            })
    void whatAcceptSaysMoreDoesNotDecorateJson(String accept, AgentWardenServer server) {
        Company company = Company.register(server.baseUri());

        String answer = RawClient.exchange(
                server.baseUri(),
                head(
                        "GET",
                        "/auth/me",
                        "Connection: close",
                        "Authorization: Bearer " + company.token(),
                        "Accept: " + accept));

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
                .contains("{\"id\":");
    }

    @Test
    void metricsAreWrittenAsTheScraperPrefers(AgentWardenServer server) {
        String text = RawClient.exchange(server.baseUri(), head("GET", "/metrics", "Connection: close"));
        String openMetrics = RawClient.exchange(
                server.baseUri(),
                head(
                        "GET",
                        "/metrics",
                        "Connection: close",
                        "Accept: application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"));

        assertThat(text).containsPattern("(?i)\r\nContent-Type: text/plain;[^\r]*version=0\\.0\\.4");
        assertThat(openMetrics)
                .containsPattern("(?i)\r\nContent-Type: application/openmetrics-text;[^\r]*version=1\\.0\\.0")
                .contains("# EOF\n");
    }

    /** As the JDK's client does by default. A connector that ignores the offer may lose the body behind it. */
    @Test
    void theBodyOfAClientThatOffersHttp2Arrives(AgentWardenServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.baseUri().resolve("/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"email\":\"nobody@example.com\",\"password\":\"wrong horse\"}"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"detail\":\"Invalid email or password\"}");
    }

    @Test
    void aClientThatDripsItsHeadersIsDisconnected(AgentWardenServer server) throws IOException {
        try (Socket socket =
                new Socket(server.baseUri().getHost(), server.baseUri().getPort())) {
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

            Awaitility.await()
                    .atMost(LoadFactor.scale(Duration.ofMinutes(3)))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> isClosedAfter(socket, 'x'));
        }
    }

    private static boolean isClosedAfter(Socket socket, char next) throws IOException {
        try {
            socket.getOutputStream().write(next);
            socket.getOutputStream().flush();
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static String head(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }
}
