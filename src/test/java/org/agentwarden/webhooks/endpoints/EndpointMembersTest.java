package org.agentwarden.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.webhooks.signing.SignatureScheme;
import org.junit.jupiter.api.Test;

class EndpointMembersTest {

    private static final Instant NOW = Instant.parse("2026-02-25T23:51:33.984319Z");
    private static final CustomHeaders HEADERS = new CustomHeaders(Map.of("X-Gateway", "letmein"));

    private static final Optional<SignatureScheme> SCHEME = Optional.of(SignatureScheme.HMAC);

    private final WebhookEndpoint endpoint = new WebhookEndpoint(
            "organization", "https://a.example/hook?token=hush", Set.of(EventType.LOG_FAILED), 3, NOW);

    private static ChangeKind kindOfChange(FieldChanges before, FieldChanges after) {
        return EndpointMembers.kindOfChange(before, after);
    }

    @Test
    void theQueryOfTheUrlAndTheValuesOfHeadersAreNotShown() {
        assertThat(JsonCodec.write(EndpointMembers.of(endpoint, SCHEME, HEADERS).shown()))
                .contains("\"url\":\"https://a.example/hook\"", "\"header_names\":[\"X-Gateway\"]")
                .doesNotContain("hush", "letmein");
    }

    @Test
    void anotherQueryAndAnotherValueAreChangesAllTheSame() {
        FieldChanges before = EndpointMembers.of(endpoint, SCHEME, HEADERS);
        endpoint.moveTo(URI.create("https://a.example/hook?token=other"));
        FieldChanges moved = EndpointMembers.of(endpoint, SCHEME, HEADERS);
        FieldChanges both = EndpointMembers.of(endpoint, SCHEME, new CustomHeaders(Map.of("X-Gateway", "openup")));

        assertThat(moved.shown()).isEqualTo(before.shown());
        assertThat(moved.secret()).isNotEqualTo(before.secret());
        assertThat(both.secret()).isNotEqualTo(moved.secret());
    }

    @Test
    void enablingAndDisablingAreTheirOwnKindsOfChange() {
        FieldChanges enabled = EndpointMembers.of(endpoint, SCHEME, HEADERS);
        endpoint.disable(DisabledBy.USER, NOW);
        FieldChanges disabled = EndpointMembers.of(endpoint, SCHEME, HEADERS);

        assertThat(kindOfChange(enabled, disabled)).isEqualTo(ChangeKind.WEBHOOK_DISABLED);
        assertThat(kindOfChange(disabled, enabled)).isEqualTo(ChangeKind.WEBHOOK_ENABLED);
        assertThat(kindOfChange(enabled, enabled)).isEqualTo(ChangeKind.WEBHOOK_CHANGED);
    }
}
