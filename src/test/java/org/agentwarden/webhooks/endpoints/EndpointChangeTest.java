package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.json.RequestBody;
import org.agentwarden.platform.json.RequestBodyReader;
import org.agentwarden.platform.json.RequestFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointChangeTest {

    private static final String URL = "https://example.com/webhooks";

    @Test
    void aNewEndpointNeedsAUrlAndEvents() {
        EndpointChange wanted =
                read("{\"url\":\"" + URL + "\",\"events\":[\"log.blocked\"]}", EndpointChange::newEndpoint);
        assertThat(wanted)
                .isEqualTo(new EndpointChange(
                        Optional.of(URI.create(URL)),
                        Optional.of(Set.of(EventType.LOG_BLOCKED)),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(problems("{}", EndpointChange::newEndpoint))
                .containsExactly("url is required", "events is required");
        assertThat(problems("{\"url\":null,\"events\":null}", EndpointChange::newEndpoint))
                .containsExactly("url is required", "events is required");
    }

    @Test
    void everythingCanBeNamed() {
        EndpointChange change = read(
                "{\"url\":\"" + URL + "\",\"events\":[\"approval.rejected\",\"approval.approved\"],"
                        + "\"description\":\"refunds\",\"enabled\":false,\"max_retries\":0,\"color\":\"red\","
                        + "\"headers\":{\"Authorization\":\"Bearer gate\"},\"filter_agents\":[\"support-*\"],"
                        + "\"filter_actions\":[],\"format\":\"cloudevents\",\"retry_delays\":[1,60],"
                        + "\"ordering\":\"block\",\"rate_limit\":10}",
                EndpointChange::from);
        assertThat(change)
                .isEqualTo(new EndpointChange(
                        Optional.of(URI.create(URL)),
                        Optional.of(Set.of(EventType.APPROVAL_APPROVED, EventType.APPROVAL_REJECTED)),
                        true,
                        Optional.of("refunds"),
                        Optional.of(false),
                        Optional.of(0),
                        Optional.of(List.of(1, 60)),
                        Optional.of(new CustomHeaders(Map.of("Authorization", "Bearer gate"))),
                        Optional.of(List.of("support-*")),
                        Optional.of(List.of()),
                        Optional.of(PayloadFormat.CLOUDEVENTS),
                        Optional.of(Ordering.BLOCK),
                        Optional.of(10)));
    }

    @Test
    void aChangeMayLeaveOutEverything() {
        EndpointChange nothing = new EndpointChange(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(read("{}", EndpointChange::from)).isEqualTo(nothing);
        assertThat(read("{\"url\":null,\"events\":null,\"enabled\":null,\"max_retries\":null}", EndpointChange::from))
                .isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \""})
    void aDescriptionIsClearedByNamingItEmpty(String value) {
        EndpointChange change = read("{\"description\":" + value + "}", EndpointChange::from);
        assertThat(change.describes()).isTrue();
        assertThat(change.description()).isEmpty();
    }

    @Test
    void everyEventButTheTestCanBeSubscribedTo() {
        String names = EventType.subscribable().stream()
                .map(type -> '"' + type.wireName() + '"')
                .reduce((a, b) -> a + ',' + b)
                .orElseThrow();
        assertThat(read("{\"events\":[" + names + "]}", EndpointChange::from).events())
                .hasValueSatisfying(events -> assertThat(events).hasSize(11).doesNotContain(EventType.WEBHOOK_TEST));
    }

    @Test
    void anEventNamedTwiceCountsOnce() {
        assertThat(read("{\"events\":[\"log.failed\",\"log.failed\"]}", EndpointChange::from)
                        .events())
                .contains(Set.of(EventType.LOG_FAILED));
    }

    @Test
    void everyUnknownEventIsNamed() {
        assertThat(problems(
                        "{\"events\":[\"log.blocked\",\"webhook.test\",\"LOG_FAILED\",\"*\",\"\"]}",
                        EndpointChange::from))
                .containsExactly(
                        "events unknown event 'webhook.test'",
                        "events unknown event 'LOG_FAILED'",
                        "events unknown event '*'",
                        "events unknown event ''");
    }

    @Test
    void noEventsAreTooFew() {
        assertThat(problems("{\"events\":[]}", EndpointChange::from))
                .containsExactly("events must name at least one event");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 10", "3.0, 3", "1e1, 10"})
    void retriesAreAWholeNumberUpToTen(String text, int retries) {
        assertThat(read("{\"max_retries\":" + text + "}", EndpointChange::from).maxRetries())
                .contains(retries);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "11", "2.5", "\"3\"", "true", "1e400"})
    void otherNumbersOfRetriesAreRefused(String text) {
        assertThat(problems("{\"max_retries\":" + text + "}", EndpointChange::from))
                .containsExactly("max_retries must be a whole number from 0 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "example.com", "https://", "https://u:p@example.com", "https://a b"})
    void aUrlThatCannotBeUsedIsNamedOnce(String url) {
        String json = "{\"url\":\"" + url + "\",\"events\":[\"log.blocked\"]}";
        assertThat(problems(json, EndpointChange::newEndpoint))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("url must "));
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        assertThat(problems(
                        "{\"url\":7,\"events\":\"log.blocked\",\"description\":[],\"enabled\":\"yes\","
                                + "\"max_retries\":99}",
                        EndpointChange::newEndpoint))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("url", "events", "description", "enabled", "max_retries");
    }

    private static EndpointChange read(String json, Function<RequestFields, EndpointChange> reading) {
        return body(json).as(reading);
    }

    private static List<String> problems(String json, Function<RequestFields, EndpointChange> reading) {
        return catchThrowableOfType(InvalidInput.class, () -> read(json, reading))
                .detail()
                .asJsonObject()
                .getJsonArray("fields")
                .getValuesAs((JsonObject problem) -> problem.getString("field") + " " + problem.getString("message"));
    }

    private static RequestBody body(String json) {
        try {
            return new RequestBodyReader()
                    .readFrom(
                            RequestBody.class,
                            RequestBody.class,
                            new Annotation[0],
                            MediaType.APPLICATION_JSON_TYPE,
                            new MultivaluedHashMap<>(),
                            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
