package org.agentwarden.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.agentwarden.systems.AgentWardenServer;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server hands to browsers. */
@ExtendWith(SharedServer.class)
class DashboardFilesIT {

    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    private static final int FIRST_VIEW_BYTES = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-in",
                "/overview",
                "/approvals",
                "/insights",
                "/agents",
                "/logs",
                "/settings?tab=plans",
                "/welcome"
            })
    void everyPageIsTheSameDocumentAndRunsNothingInline(String page, AgentWardenServer server) {
        Answer answer = Api.anonymous(server.baseUri()).get(page).expect(200);

        assertThat(answer.header("content-type").orElseThrow()).startsWith("text/html");
        assertThat(answer.header("content-security-policy").orElseThrow())
                .contains("script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("cache-control")).contains("no-cache");
        assertThat(answer.body())
                .doesNotContain("<style", " style=", "<script>")
                .doesNotContainPattern(" on\\w+=");
    }

    @Test
    void theFirstViewIsSmallAndItsFilesAreKeptForEver(AgentWardenServer server)
            throws IOException, InterruptedException {
        Api api = Api.anonymous(server.baseUri());
        String document = api.get("/").body();
        List<String> addresses = ADDRESS.matcher(document)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(addresses).hasSizeGreaterThan(20);
        int total = 0;
        for (String address : addresses) {
            HttpResponse<byte[]> file = compressed(server.baseUri(), address);
            assertThat(file.statusCode()).as(address).isEqualTo(200);
            assertThat(file.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(file.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
            assertThat(file.headers().firstValue("x-content-type-options")).contains("nosniff");
            total += file.body().length;
        }
        System.out.println("The first view of the dashboard: " + total + " bytes compressed");
        assertThat(total).isLessThan(FIRST_VIEW_BYTES);
    }

    private static HttpResponse<byte[]> compressed(URI base, String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + address))
                .header("Accept-Encoding", "gzip")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    @Test
    void aFileOfAnotherVersionIsNotKept(AgentWardenServer server) {
        Answer answer =
                Api.anonymous(server.baseUri()).get("/assets/other/app/main.js").expect(200);

        assertThat(answer.header("content-type").orElseThrow()).startsWith("text/javascript");
        assertThat(answer.header("cache-control")).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api/nothing",
                "/sdk/nothing",
                "/auth/nothing",
                "/assets/x/nothing.js",
                "/assets/x/../WEB-INF/web.xml",
                "/assets/x/%2e%2e/%2e%2e/WEB-INF/web.xml",
                "/dashboard/index.html"
            })
    void everythingElseIsTheApisNotFound(String path, AgentWardenServer server) {
        Answer answer = Api.anonymous(server.baseUri()).get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.isJson()).isTrue();
        assertThat(answer.body()).contains("detail").doesNotContain("web-app");
    }
}
