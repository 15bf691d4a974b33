package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        assertThat(endpoint.health()).isEqualTo(EndpointHealth.healthy());
    }

    @Test
    void anEndpointThatFailsSaysSinceWhenAndWhy() throws ReflectiveOperationException {
        loadFailing(CREATED.plusSeconds(5), "answered 500");
        assertThat(endpoint.health())
                .isEqualTo(EndpointHealth.failing(CREATED.plusSeconds(5), Optional.of("answered 500")));
    }

    @Test
    void aDisabledEndpointSaysSoWhateverItWasBefore() throws ReflectiveOperationException {
        loadFailing(CREATED.plusSeconds(5), "answered 500");
        endpoint.disable(DisabledBy.USER, CREATED.plusSeconds(60));
        endpoint.disable(DisabledBy.RECEIVER, CREATED.plusSeconds(70));
        assertThat(endpoint.health())
                .isEqualTo(
                        EndpointHealth.disabled(DisabledBy.USER, CREATED.plusSeconds(60), Optional.of("answered 500")));
    }

    @Test
    void anEndpointThatIsEnabledAgainBeginsHealthy() throws ReflectiveOperationException {
        loadFailing(CREATED.plusSeconds(5), "answered 500");
        endpoint.disable(DisabledBy.USER, CREATED.plusSeconds(60));
        assertThat(endpoint.enable()).contains(CREATED.plusSeconds(5).minusSeconds(3_600));
        assertThat(endpoint.health().status()).isEqualTo("healthy");
    }

    @Test
    void enablingWhatIsEnabledDoesNotHideThatItFails() throws ReflectiveOperationException {
        loadFailing(CREATED.plusSeconds(5), "answered 500");
        assertThat(endpoint.enable()).isEmpty();
        assertThat(endpoint.health().status()).isEqualTo("failing");
    }

    @Test
    void itWantsWhatItSubscribesTo() {
        assertThat(endpoint.wants(EventType.LOG_BLOCKED)).isTrue();
        assertThat(endpoint.wants(EventType.LOG_FAILED)).isFalse();

        endpoint.subscribe(List.of(EventType.LOG_FAILED, EventType.LOG_FAILED));
        assertThat(endpoint.events()).containsExactly(EventType.LOG_FAILED);
        assertThat(endpoint.wants(EventType.LOG_BLOCKED)).isFalse();
    }

    @Test
    void everyEventCanBeKept() {
        endpoint.subscribe(EventType.subscribable());
        assertThat(endpoint.events()).containsExactlyElementsOf(EventType.subscribable());
    }

    /** Only the database notes failures; this is how a row that says so is loaded. */
    private void loadFailing(Instant since, String reason) throws ReflectiveOperationException {
        load("failingSince", since);
        load("failingReason", reason);
    }

    private void load(String column, Object value) throws ReflectiveOperationException {
        Field field = WebhookEndpoint.class.getDeclaredField(column);
        field.setAccessible(true);
        field.set(endpoint, value);
    }
}
