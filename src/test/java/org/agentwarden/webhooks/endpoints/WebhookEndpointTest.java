package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookEndpointTest {

    private static final Instant CREATED = Instant.parse("2026-02-25T23:51:33.974127Z");

    private final WebhookEndpoint endpoint = new WebhookEndpoint(
            "organization",
            "https://example.com/webhooks",
            List.of(EventType.LOG_BLOCKED, EventType.APPROVAL_APPROVED),
            3,
            CREATED);

    @Test
    void aNewEndpointIsEnabledAndHealthy() {
        assertThat(endpoint.enabled()).isTrue();
        assertThat(endpoint.health()).isEqualTo(HealthView.healthy());
    }

    @Test
    void itWantsWhatItSubscribesTo() {
        assertThat(endpoint.events()).contains(EventType.LOG_BLOCKED);
        assertThat(endpoint.events()).doesNotContain(EventType.LOG_FAILED);

        endpoint.subscribe(List.of(EventType.LOG_FAILED, EventType.LOG_FAILED));
        assertThat(endpoint.events()).containsExactly(EventType.LOG_FAILED);
        assertThat(endpoint.events()).doesNotContain(EventType.LOG_BLOCKED);
    }

    @Test
    void everyEventCanBeKept() {
        endpoint.subscribe(EventType.subscribable());
        assertThat(endpoint.events()).containsExactlyElementsOf(EventType.subscribable());
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/other?token=1, true",
        "https://EXAMPLE.com:443/webhooks,  true",
        "https://other.example/webhooks,    false",
        "http://example.com/webhooks,       false",
        "https://example.com:8443/webhooks, false"
    })
    void headersAreKeptForTheSameSchemeHostAndPortOnly(URI newUrl, boolean kept) {
        endpoint.keepHeaders("sealed");

        endpoint.moveTo(newUrl);

        assertThat(endpoint.url()).isEqualTo(newUrl.toString());
        assertThat(endpoint.options().sealedHeaders().isPresent()).isEqualTo(kept);
    }

    @Test
    void eventsShowTheUrlWithoutItsQuery() {
        endpoint.moveTo(URI.create("https://example.com/hook?token=secret"));
        endpoint.disable(DisabledBy.USER, CREATED);

        assertThat(EndpointDisabled.of(endpoint, CREATED).url()).isEqualTo("https://example.com/hook");
        assertThat(EndpointRecovered.of(endpoint, CREATED).url()).isEqualTo("https://example.com/hook");
    }
}
