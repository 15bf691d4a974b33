package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33.974127Z");

    private final EndpointHealth health = EndpointHealth.fresh();

    @Test
    void oneThatFailsSaysSinceWhenAndWhy() throws ReflectiveOperationException {
        loadFailing(NOW.plusSeconds(5), "answered 500");
        assertThat(health.health()).isEqualTo(HealthView.failing(NOW.plusSeconds(5), Optional.of("answered 500")));
    }

    @Test
    void aDisabledOneSaysSoWhateverItWasBefore() throws ReflectiveOperationException {
        loadFailing(NOW.plusSeconds(5), "answered 500");
        health.disable(DisabledBy.USER, NOW.plusSeconds(60));
        health.disable(DisabledBy.RECEIVER, NOW.plusSeconds(70));
        assertThat(health.health())
                .isEqualTo(HealthView.disabled(DisabledBy.USER, NOW.plusSeconds(60), Optional.of("answered 500")));
    }

    @Test
    void whatIsEnabledAgainBeginsHealthy() throws ReflectiveOperationException {
        loadFailing(NOW.plusSeconds(5), "answered 500");
        WebhookEndpoint endpoint = endpointWithHealth();
        endpoint.disable(DisabledBy.USER, NOW.plusSeconds(60));
        assertThat(endpoint.enable()).contains(NOW.plusSeconds(5).minusSeconds(3_600));
        assertThat(endpoint.health().status()).isEqualTo("healthy");
    }

    @Test
    void enablingWhatIsEnabledDoesNotHideThatItFails() throws ReflectiveOperationException {
        loadFailing(NOW.plusSeconds(5), "answered 500");
        WebhookEndpoint endpoint = endpointWithHealth();
        assertThat(endpoint.enable()).isEmpty();
        assertThat(endpoint.health().status()).isEqualTo("failing");
    }

    /** Only the database notes failures; this is how a row that says so is loaded. */
    private void loadFailing(Instant since, String reason) throws ReflectiveOperationException {
        load("failingSince", since);
        load("failingReason", reason);
    }

    private void load(String column, Object value) throws ReflectiveOperationException {
        set(EndpointHealth.class, health, column, value);
    }

    private WebhookEndpoint endpointWithHealth() throws ReflectiveOperationException {
        WebhookEndpoint endpoint = new WebhookEndpoint("organization", "https://example.com/", List.of(), 3, NOW);
        set(WebhookEndpoint.class, endpoint, "health", health);
        return endpoint;
    }

    private static void set(Class<?> type, Object entity, String column, Object value)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(column);
        field.setAccessible(true);
        field.set(entity, value);
    }
}
