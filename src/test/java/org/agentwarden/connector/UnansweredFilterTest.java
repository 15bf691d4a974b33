package org.agentwarden.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind the filter stands a handler that answers as the test says. */
class UnansweredFilterTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server = new HttpServer();
    private volatile Answering answering = response -> {};
    private URI uri;

    private interface Answering {

        void answer(Response response) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        NetworkListener listener = new NetworkListener("http", "127.0.0.1", 0);
        listener.registerAddOn((unused, filters) ->
                filters.add(filters.indexOfType(HttpServerFilter.class) + 1, new UnansweredFilter()));
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new HttpHandler() {

            @Override
            public void service(Request request, Response response) throws IOException {
                answering.answer(response);
            }
        });
        server.start();
        uri = URI.create("http://127.0.0.1:" + listener.getPort() + "/sdk/log");
    }

    @AfterEach
    void end() {
        server.shutdownNow();
    }

    private HttpResponse<String> send(String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void anAnswerThatNobodyHasWrittenIsNoSuccessAndMayBeTriedAgain(int status) throws Exception {
        answering = response -> response.setStatus(status);

        HttpResponse<String> answer = send("POST");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Service unavailable\"}");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("connection")).hasValue("close");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @Test
    void anEmptyAnswerOfTheApplicationStaysAsItIs() throws Exception {
        answering = response -> response.setHeader("X-Content-Type-Options", "nosniff");

        assertThat(send("POST").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerWithABodyStaysAsItIs() throws Exception {
        answering = response -> response.getWriter().write("{\"status\":\"UP\"}");

        HttpResponse<String> answer = send("POST");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void anAnswerToHeadHasNoBody() throws Exception {
        assertThat(send("HEAD").statusCode()).isEqualTo(200);
    }
}
