package org.agentwarden.webhooks.endpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.webhooks.signing.SigningSecret;

/** An endpoint as the API shows it: without its secrets and the values of its headers. */
@ApplicationScoped
public class EndpointView {

    @Inject
    private Destinations destinations;

    /** @param url as much of it as the reader may see */
    JsonBuilder of(WebhookEndpoint endpoint, String url) {
        HealthView health = endpoint.health();
        Optional<SigningSecret> secret =
                destinations.secretsOf(endpoint).stream().findFirst();
        JsonBuilder view = JsonBuilder.of().text("id", endpoint.id());
        return EndpointMembers.addTo(view, endpoint, url, headerNames(endpoint))
                .text("blocked_by", endpoint.blockedBy().orElse(null))
                .text(
                        "signature",
                        secret.map(found -> found.scheme().wireName()).orElse(null))
                .text("public_key", secret.flatMap(SigningSecret::publicKey).orElse(null))
                .value(
                        "health",
                        JsonBuilder.of()
                                .text("status", health.status())
                                .time("since", health.since().orElse(null))
                                .text("reason", health.reason().orElse(null))
                                .text("disabled_by", health.endedBy().orElse(null))
                                .build())
                .time("created_at", endpoint.createdAt())
                .time("updated_at", endpoint.updatedAt());
    }

    /** Without the values, which may be secret. */
    private List<String> headerNames(WebhookEndpoint endpoint) {
        return destinations.headersOf(endpoint).stream()
                .flatMap(headers -> headers.byName().keySet().stream())
                .sorted()
                .toList();
    }
}
