package org.agentwarden.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one endpoint's account was closed. {@code acknowledged} is the sum of {@code delivered}, {@code exhausted} and the
 * lost ones.
 *
 * @param exhausted given up after the last retry, with the error on record
 * @param duplicates webhooks that were accepted once more
 * @param twice entries that more than one event was raised for
 * @param lost entries that were acknowledged and have neither arrived nor been given up on record
 * @param stuck deliveries that were still pending when patience ended; at most a hundred are counted
 * @param untrue deliveries whose record can't be what happened
 * @param longest from acknowledgement to arrival, outside of incidents
 */
record Statement(
        String name,
        int acknowledged,
        int delivered,
        int exhausted,
        int duplicates,
        List<String> twice,
        List<String> lost,
        int stuck,
        List<String> untrue,
        Optional<Duration> longest) {

    boolean isClean() {
        return lost.isEmpty() && stuck == 0 && untrue.isEmpty() && twice.isEmpty();
    }

    static Statement sum(List<Statement> statements) {
        return new Statement(
                "all",
                statements.stream().mapToInt(Statement::acknowledged).sum(),
                statements.stream().mapToInt(Statement::delivered).sum(),
                statements.stream().mapToInt(Statement::exhausted).sum(),
                statements.stream().mapToInt(Statement::duplicates).sum(),
                statements.stream()
                        .flatMap(statement -> statement.twice().stream())
                        .toList(),
                statements.stream()
                        .flatMap(statement -> statement.lost().stream())
                        .toList(),
                statements.stream().mapToInt(Statement::stuck).sum(),
                statements.stream()
                        .flatMap(statement -> statement.untrue().stream())
                        .toList(),
                statements.stream()
                        .flatMap(statement -> statement.longest().stream())
                        .max(Duration::compareTo));
    }
}
