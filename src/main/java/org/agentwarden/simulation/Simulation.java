package org.agentwarden.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.agentwarden.agents.Judgement;
import org.agentwarden.agents.Verdict;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.audit.LogEntry;
import org.agentwarden.audit.LogKind;
import org.agentwarden.audit.LogStatus;

/** What past checks would have come to under other permissions. Not thread-safe. */
final class Simulation {

    static final int MOST_EXAMPLES = 5;

    /** What a check came to. */
    private static final Set<LogStatus> VERDICTS =
            EnumSet.of(LogStatus.ALLOWED, LogStatus.PENDING_APPROVAL, LogStatus.BLOCKED);

    /** From one verdict to another. */
    record Turn(LogStatus was, LogStatus wouldBe) {}

    /** A check that would come to something else, and why it would be blocked, if it would. */
    record Example(LogEntry check, Optional<String> reason) {}

    /** Checks that turn the same way, and the newest few of them. */
    record Turned(long count, List<Example> examples) {

        Turned and(Example another) {
            List<Example> all = new ArrayList<>(examples);
            if (all.size() < MOST_EXAMPLES) {
                all.add(another);
            }
            return new Turned(count + 1, all);
        }
    }

    private final Function<LogEntry, Judgement> rules;
    private final Map<Turn, Turned> turned = new LinkedHashMap<>();
    private long checks;

    /** @param rules the verdict on a check under the other permissions */
    Simulation(Function<LogEntry, Judgement> rules) {
        this.rules = rules;
    }

    /** Whether a row is a check that the permissions decided, and not an approval that was presented. */
    private static boolean isJudged(LogEntry row) {
        boolean isClaim = row.status() == LogStatus.ALLOWED && row.subjectId().isPresent();
        return row.kind() == LogKind.AGENT && VERDICTS.contains(row.status()) && !isClaim;
    }

    void replay(LogEntry row) {
        if (!isJudged(row)) {
            return;
        }
        checks++;
        Verdict verdict = rules.apply(row).verdict();
        Turn turn = new Turn(row.status(), LogStatus.of(verdict.status()));
        if (turn.was() != turn.wouldBe()) {
            Optional<String> reason =
                    verdict instanceof Blocked blocked ? Optional.of(blocked.reason()) : Optional.empty();
            Turned before = turned.getOrDefault(turn, new Turned(0, List.of()));
            turned.put(turn, before.and(new Example(row, reason)));
        }
    }

    long checks() {
        return checks;
    }

    /** Those that would come to something else. */
    Map<Turn, Turned> turned() {
        return turned;
    }
}
