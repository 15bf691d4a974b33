package org.agentwarden.cluster;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.agentwarden.crash.Ledger.Balance;

/**
 * What one disturbance has cost.
 *
 * @param latest the longest from the acknowledgement to the arrival
 */
record Statement(String event, Balance balance, int overlaps, int refusals, int unserved, Duration latest) {

    static String table(List<Statement> statements) {
        return statements.stream().map(Statement::row).collect(Collectors.joining("\n", """
                        | what happened | acknowledged | delivered | duplicates | at two nodes at once | lost | latest | asked another node | served by none |
                        |---|---:|---:|---:|---:|---:|---:|---:|---:|
                        """, "\n"));
    }

    private String row() {
        return "| %s | %,d | %,d | %d | %d | %d | %.1f s | %d | %d |"
                .formatted(
                        event,
                        balance.acknowledged(),
                        balance.delivered(),
                        balance.duplicates(),
                        overlaps,
                        balance.lost().size(),
                        latest.toMillis() / 1e3,
                        refusals,
                        unserved);
    }
}
