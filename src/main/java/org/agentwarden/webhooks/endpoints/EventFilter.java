package org.agentwarden.webhooks.endpoints;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.agentwarden.agents.Action;

/**
 * Selects events by agent and action. Each pattern is a {@link Glob}; an empty list accepts all. Pure.
 *
 * @param agents patterns of ids or names
 * @param actions patterns of actions, compared by their canonical forms
 */
public record EventFilter(List<String> agents, List<String> actions) {

    private static final String LINE_END = "\n";
    private static final Pattern LINE_ENDS = Pattern.compile(LINE_END);

    public EventFilter {
        agents = List.copyOf(agents);
        actions = List.copyOf(actions);
    }

    /** Whether it selects an event. The agent's name is asked for only if it matters; it is empty when the agent is deleted. */
    public boolean accepts(String agentId, Supplier<String> agentName, String action) {
        return accepts(canonical(actions), Action.of(action).canonical())
                && (accepts(agents, agentId) || (!agents.isEmpty() && accepts(agents, agentName.get())));
    }

    private static List<String> canonical(List<String> actions) {
        return actions.stream().map(pattern -> Action.of(pattern).canonical()).toList();
    }

    private static boolean accepts(List<String> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text));
    }

    static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(LINE_ENDS.split(text, -1));
    }

    static String join(List<String> patterns) {
        return String.join(LINE_END, patterns);
    }
}
