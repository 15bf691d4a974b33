package org.agentwarden.webhooks.endpoints;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.webhooks.signing.SignatureScheme;

/** What the audit log shows of an endpoint: all that people set, without header values and the URL's query, which may be secret. */
final class EndpointMembers {

    private static final String ENABLED = "enabled";

    private EndpointMembers() {}

    static FieldChanges of(WebhookEndpoint endpoint, Optional<SignatureScheme> signature, CustomHeaders headers) {
        Map<String, String> sorted = new TreeMap<>(headers.byName());
        String shownUrl = endpoint.urlWithoutQuery();
        return new FieldChanges(
                addTo(JsonBuilder.of(), endpoint, shownUrl, sorted.keySet())
                        .text(
                                "signature",
                                signature.map(SignatureScheme::wireName).orElse(null))
                        .build(),
                Map.of("headers", sorted.toString(), "url_query", endpoint.url().substring(shownUrl.length())));
    }

    /** Adds what people set, but for the secret. */
    static JsonBuilder addTo(JsonBuilder view, WebhookEndpoint endpoint, String url, Collection<String> headerNames) {
        EndpointOptions options = endpoint.options();
        return view.text("url", url)
                .texts(
                        "events",
                        endpoint.events().stream().map(EventType::wireName).toList())
                .text("description", endpoint.description().orElse(null))
                .flag(ENABLED, endpoint.enabled())
                .number("max_retries", options.maxRetries())
                .numbers(
                        "retry_delays",
                        options.retryDelays().stream().map(Duration::toSeconds).toList())
                .texts("header_names", headerNames)
                .texts("filter_agents", options.filter().agents())
                .texts("filter_actions", options.filter().actions())
                .text("format", options.format().wireName())
                .text("ordering", options.ordering().wireName())
                .number(
                        "rate_limit",
                        options.rateLimit().map(RateLimit::perSecond).orElse(0));
    }

    static ChangeKind kindOfChange(FieldChanges before, FieldChanges after) {
        boolean enabled = after.shown().getBoolean(ENABLED);
        if (before.shown().getBoolean(ENABLED) == enabled) {
            return ChangeKind.WEBHOOK_CHANGED;
        }
        return enabled ? ChangeKind.WEBHOOK_ENABLED : ChangeKind.WEBHOOK_DISABLED;
    }
}
