package org.agentwarden.audit;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agentwarden.organizations.SignInJudged;
import org.agentwarden.platform.json.JsonBuilder;

/**
 * Failures to sign in that are to be written to the log: at most 20 a minute for each organization, and then one summary of
 * those that were too many. Safe for threads.
 */
final class SignInFailures {

    static final int MOST_PER_MINUTE = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Window> windows = new HashMap<>();

    private List<SignInJudged> waiting = new ArrayList<>();

    /** The failures of one organization that were too many for a minute. */
    record Summary(String organizationId, Instant since, Instant until, long count) {

        JsonObject toJson() {
            return JsonBuilder.of()
                    .number("count", count)
                    .time("since", since)
                    .time("until", until)
                    .build();
        }
    }

    /** What is to be written. */
    record Batch(List<SignInJudged> failures, List<Summary> summaries) {

        boolean isEmpty() {
            return failures.isEmpty() && summaries.isEmpty();
        }
    }

    private static final class Window {

        private final Instant start;
        private long count;

        Window(Instant start) {
            this.start = start;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(start.plus(MINUTE));
        }
    }

    synchronized void add(String organizationId, SignInJudged failure, Instant now) {
        // A window that is over stays until its summary has been taken, at the next batch.
        Window window = windows.computeIfAbsent(organizationId, id -> new Window(now));
        window.count++;
        if (window.count <= MOST_PER_MINUTE) {
            waiting.add(failure);
        }
    }

    /** Removes what is to be written now: failures that wait, and summaries of the minutes that are over. */
    synchronized Batch take(Instant now) {
        List<SignInJudged> failures = waiting;
        waiting = new ArrayList<>();
        List<Summary> summaries = windows.entrySet().stream()
                .filter(window -> window.getValue().isOver(now) && window.getValue().count > MOST_PER_MINUTE)
                .map(window -> new Summary(
                        window.getKey(), window.getValue().start, now, window.getValue().count - MOST_PER_MINUTE))
                .toList();
        windows.values().removeIf(window -> window.isOver(now));
        return new Batch(failures, summaries);
    }
}
