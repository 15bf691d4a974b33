package org.agentwarden.webhooks.endpoints;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.webhooks.egress.WebhookUrl;

/**
 * A change of an endpoint, or a new one, which needs a URL and events. What is left out stays.
 *
 * @param describes whether the description is named: null clears it
 * @param retryDelays seconds before each retry; none for the server's delays
 * @param rateLimit requests per second, 0 for no limit
 */
public record EndpointChange(
        Optional<URI> url,
        Optional<Set<EventType>> events,
        boolean describes,
        Optional<String> description,
        Optional<Boolean> enabled,
        Optional<Integer> maxRetries,
        Optional<List<Integer>> retryDelays,
        Optional<CustomHeaders> headers,
        Optional<List<String>> agents,
        Optional<List<String>> actions,
        Optional<PayloadFormat> format,
        Optional<Ordering> ordering,
        Optional<Integer> rateLimit) {

    private static final int MOST_HEADER_BYTES = 16_384;
    private static final int MOST_PATTERNS = 50;
    private static final int LONGEST_PATTERN = 200;
    private static final int MOST_RETRIES = 10;

    /** A day. */
    private static final int LONGEST_DELAY = 86_400;

    static EndpointChange from(RequestFields fields) {
        return new EndpointChange(
                url(fields),
                fields.optionalTexts("events", 50, 100).map(names -> events(fields, names)),
                fields.names("description"),
                fields.note("description", 2_000),
                fields.optionalFlag("enabled"),
                fields.optionalInteger("max_retries", 0, MOST_RETRIES),
                fields.optionalIntegers("retry_delays", MOST_RETRIES, 1, LONGEST_DELAY),
                headers(fields),
                patterns(fields, "filter_agents"),
                actions(fields),
                fields.optionalChoice("format", PayloadFormat.class),
                fields.optionalChoice("ordering", Ordering.class),
                fields.optionalInteger("rate_limit", 0, RateLimit.HIGHEST));
    }

    static EndpointChange newEndpoint(RequestFields fields) {
        fields.text("url", WebhookUrl.MAX_LENGTH);
        fields.texts("events", 50, 100);
        return from(fields);
    }

    private static Optional<URI> url(RequestFields fields) {
        return fields.optionalText("url", WebhookUrl.MAX_LENGTH).flatMap(text -> {
            try {
                return Optional.of(WebhookUrl.parse(text));
            } catch (IllegalArgumentException e) {
                fields.problem("url", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private static Optional<CustomHeaders> headers(RequestFields fields) {
        return fields.optionalObject("headers", MOST_HEADER_BYTES).flatMap(object -> {
            Optional<String> objection = CustomHeaders.objection(object);
            objection.ifPresent(problem -> fields.problem("headers", problem));
            return objection.isPresent() ? Optional.empty() : Optional.of(CustomHeaders.of(object));
        });
    }

    private static Optional<List<String>> patterns(RequestFields fields, String name) {
        return fields.optionalTexts(name, MOST_PATTERNS, LONGEST_PATTERN).map(patterns -> {
            if (patterns.stream().anyMatch(pattern -> pattern.isBlank() || pattern.contains("\n"))) {
                fields.problem(name, "must not hold a blank pattern or a line break");
            }
            return patterns;
        });
    }

    private static Optional<List<String>> actions(RequestFields fields) {
        Optional<List<String>> patterns = patterns(fields, "filter_actions");
        patterns.stream()
                .flatMap(List::stream)
                .flatMap(pattern -> Action.of(pattern).objection().stream())
                .findFirst()
                .ifPresent(message -> fields.problem("filter_actions", message));
        return patterns;
    }

    private static Set<EventType> events(RequestFields fields, List<String> names) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : names) {
            EventType.fromWire(name)
                    .filter(EventType::isSubscribable)
                    .ifPresentOrElse(types::add, () -> fields.problem("events", "unknown event '" + name + "'"));
        }
        if (names.isEmpty()) {
            fields.problem("events", "must name at least one event");
        }
        return types;
    }
}
