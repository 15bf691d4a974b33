package org.agentwarden.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class PeerTest {

    private static final URI RECEIVER = URI.create("http://127.0.0.1:4711/webhook/0");
    private static final String PAYLOAD = "{\"bench_sequence\":7}";

    private final Peer svix = new Svix();
    private final Peer outpost = new Outpost();

    @Test
    void svixTakesAnApplicationAnEndpointAndMessages() {
        assertThat(svix.application("bench-1"))
                .isEqualTo(new PeerRequest("POST", "/api/v1/app/", "{\"name\":\"bench-1\",\"uid\":\"bench-1\"}"));
        assertThat(svix.endpoint("bench-1", RECEIVER))
                .isEqualTo(new PeerRequest(
                        "POST", "/api/v1/app/bench-1/endpoint/", "{\"url\":\"http://127.0.0.1:4711/webhook/0\"}"));
        assertThat(svix.event("bench-1", PAYLOAD))
                .isEqualTo(new PeerRequest(
                        "POST",
                        "/api/v1/app/bench-1/msg/?with_content=false",
                        "{\"eventType\":\"log.failed\",\"payload\":{\"bench_sequence\":7}}"));
    }

    @Test
    void svixAcceptsAMessageWith202() {
        assertThat(svix.isAccepted(202, "{\"id\":\"msg_1\"}")).isTrue();
        assertThat(svix.isAccepted(429, "")).isFalse();
        assertThat(svix.isAccepted(500, "")).isFalse();
    }

    @Test
    void outpostTakesATenantADestinationAndEvents() {
        assertThat(outpost.application("bench-1")).isEqualTo(new PeerRequest("PUT", "/api/v1/tenants/bench-1", "{}"));
        assertThat(outpost.endpoint("bench-1", RECEIVER))
                .isEqualTo(new PeerRequest(
                        "POST",
                        "/api/v1/tenants/bench-1/destinations",
                        "{\"type\":\"webhook\",\"topics\":[\"*\"],"
                                + "\"config\":{\"url\":\"http://127.0.0.1:4711/webhook/0\"}}"));
        assertThat(outpost.event("bench-1", PAYLOAD))
                .isEqualTo(new PeerRequest(
                        "POST",
                        "/api/v1/publish",
                        "{\"tenant_id\":\"bench-1\",\"topic\":\"log.failed\",\"data\":{\"bench_sequence\":7}}"));
    }

    @Test
    void outpostAcceptsAnEventOnlyIfItMatchesADestination() {
        assertThat(outpost.isAccepted(202, "{\"id\":\"evt_1\",\"duplicate\":false,\"destination_ids\":[\"des_1\"]}"))
                .isTrue();
        assertThat(outpost.isAccepted(202, "{\"id\":\"evt_1\",\"duplicate\":false,\"destination_ids\":[]}"))
                .isFalse();
        assertThat(outpost.isAccepted(500, "{\"destination_ids\":[\"des_1\"]}")).isFalse();
    }

    @Test
    void aRequestGoesToThePeersAddressWithItsToken() {
        HttpRequest request = svix.event("bench-1", PAYLOAD).to(URI.create("http://127.0.0.1:8071"), "a-token");

        assertThat(request.uri())
                .isEqualTo(URI.create("http://127.0.0.1:8071/api/v1/app/bench-1/msg/?with_content=false"));
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().firstValue("Authorization")).contains("Bearer a-token");
    }

    @Test
    void theEventsOfAllServersHaveTheSamePayload() {
        String report = Load.report("00000000-0000-7000-8000-000000000000", 12_345);

        assertThat(report).hasSizeBetween(250, 260);
        assertThat(Sequence.of(svix.event("bench-1", report).body().getBytes(UTF_8)))
                .isEqualTo(12_345);
        assertThat(Sequence.of(outpost.event("bench-1", report).body().getBytes(UTF_8)))
                .isEqualTo(12_345);
    }
}
