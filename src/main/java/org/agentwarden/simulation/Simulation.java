package org.agentwarden.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.agentwarden.agents.Judgement;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.audit.LogEntry;
import org.agentwarden.audit.LogKind;
import org.agentwarden.audit.LogStatus;
import org.agentwarden.budgets.ReplayedUse;

/**
 * What past checks would have come to under other permissions. Rows are read from the newest on and played from the oldest on,
 * so that what the earlier ones use of limits is used up for the later ones. Keeps no context of a row. Not thread-safe.
 */
final class Simulation {

    static final int MOST_EXAMPLES = 5;

    /** What a check came to. */
    private static final Set<LogStatus> VERDICTS =
            EnumSet.of(LogStatus.ALLOWED, LogStatus.PENDING_APPROVAL, LogStatus.BLOCKED);

    /** From one verdict to another. */
    record Turn(LogStatus was, LogStatus wouldBe) {}

    /** A check that would come to something else, by the id of its row, and why it would be blocked, if it would. */
    record Example(String rowId, Optional<String> reason) {}

    /** Checks that turn the same way, and the newest few of them. */
    record Turned(Turn turn, long count, List<Example> examples) {}

    private record Played(String rowId, Instant at, LogStatus was, Optional<String> approvalId, Judgement judgement) {

        /** Whether it is an approval that was used, and not a check that the permissions decided. */
        boolean isClaim() {
            return was == LogStatus.ALLOWED && approvalId.isPresent();
        }
    }

    private record Turning(int place, Turn turn, Example example) {}

    private final Function<LogEntry, Judgement> rules;
    private final List<Played> newestFirst = new ArrayList<>();

    /** @param rules the verdict on a check under the other permissions, without what was used of their limits */
    Simulation(Function<LogEntry, Judgement> rules) {
        this.rules = rules;
    }

    /** Takes the next older row; not all rows are checks. */
    void add(LogEntry row) {
        if (row.kind() == LogKind.AGENT && VERDICTS.contains(row.status())) {
            newestFirst.add(new Played(row.id(), row.createdAt(), row.status(), row.subjectId(), rules.apply(row)));
        }
    }

    long checks() {
        return newestFirst.stream().filter(played -> !played.isClaim()).count();
    }

    /** Those that would come to something else; the way that the newest of them turns comes first. */
    List<Turned> turned() {
        List<Turning> turnings = new ArrayList<>();
        ReplayedUse use = new ReplayedUse();
        Set<String> neverAsked = new HashSet<>();
        for (int place = newestFirst.size() - 1; place >= 0; place--) {
            Played played = newestFirst.get(place);
            if (played.isClaim()) {
                claim(played, use, neverAsked);
                continue;
            }
            Judgement judgement =
                    played.judgement().after(use.used(played.judgement().charges(), played.at()));
            if (judgement.verdict() instanceof Granted) {
                use.add(judgement.charges(), played.at());
                played.approvalId().ifPresent(neverAsked::add);
            }
            Turn turn = new Turn(played.was(), LogStatus.of(judgement.verdict().status()));
            if (turn.was() != turn.wouldBe()) {
                turnings.add(new Turning(place, turn, example(played, judgement)));
            }
        }
        return grouped(turnings);
    }

    /** Counts as it counted when it happened, unless nobody would have been asked. */
    private static void claim(Played played, ReplayedUse use, Set<String> neverAsked) {
        Judgement asked = played.judgement().ofRules();
        if (played.approvalId().filter(neverAsked::contains).isEmpty()
                && !(asked.afterApproval(use.used(asked.charges(), played.at())).verdict() instanceof Blocked)) {
            use.add(asked.charges(), played.at());
        }
    }

    private static Example example(Played played, Judgement judgement) {
        return new Example(
                played.rowId(),
                judgement.verdict() instanceof Blocked blocked ? Optional.of(blocked.reason()) : Optional.empty());
    }

    private static List<Turned> grouped(List<Turning> turnings) {
        Map<Turn, List<Turning>> groups = new HashMap<>();
        turnings.stream()
                .sorted(Comparator.comparing(Turning::place))
                .forEach(turning -> groups.computeIfAbsent(turning.turn(), turn -> new ArrayList<>())
                        .add(turning));
        return groups.entrySet().stream()
                .sorted(Comparator.comparing(group -> group.getValue().get(0).place()))
                .map(group -> new Turned(
                        group.getKey(),
                        group.getValue().size(),
                        group.getValue().stream()
                                .limit(MOST_EXAMPLES)
                                .map(Turning::example)
                                .toList()))
                .toList();
    }
}
