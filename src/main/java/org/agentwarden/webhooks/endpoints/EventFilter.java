package org.agentwarden.webhooks.endpoints;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which agents' doings an endpoint hears of, and which actions. In each pattern {@code *} stands for any number of any
 * characters; no pattern at all lets everything pass. Pure.
 *
 * @param agents patterns of ids or names
 * @param actions patterns of actions
 */
public record EventFilter(List<String> agents, List<String> actions) {

    public static final EventFilter EVERYTHING = new EventFilter(List.of(), List.of());

    private static final String WILDCARD = "*";
    private static final String SEPARATOR = "\n";

    public EventFilter {
        agents = List.copyOf(agents);
        actions = List.copyOf(actions);
    }

    /**
     * Whether an event of that agent and action passes.
     *
     * @param agentName asked only when it matters; empty when the agent is gone
     */
    public boolean accepts(String agentId, Supplier<String> agentName, String action) {
        return matches(actions, action)
                && (matches(agents, agentId) || (!agents.isEmpty() && matches(agents, agentName.get())));
    }

    private static boolean matches(List<String> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, text));
    }

    private static boolean matches(String pattern, String text) {
        if (!pattern.contains(WILDCARD)) {
            return pattern.equals(text);
        }
        String expression = Stream.of(pattern.split(Pattern.quote(WILDCARD), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
    }

    static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(SEPARATOR, -1));
    }

    static String join(List<String> patterns) {
        return String.join(SEPARATOR, patterns);
    }
}
