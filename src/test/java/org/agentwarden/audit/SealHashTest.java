package org.agentwarden.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.JsonText;
import org.junit.jupiter.api.Test;

class SealHashTest {

    private static final Instant AT = Instant.parse("2026-02-25T23:51:33.984319Z");

    private static LogEntry row(String agent, String action, String context) {
        return new LogEntry(
                "row",
                "organization",
                agent,
                action,
                LogStatus.FAILED,
                JsonText.parseObject(context),
                Optional.empty(),
                AT);
    }

    private static String hash(LogEntry... rows) {
        return SealHash.of(SealHash.NOTHING_BEFORE, List.of(rows));
    }

    @Test
    void theSameRowsHaveTheSameHash() {
        assertThat(hash(row("a", "b", "{\"amount\":50.00}")))
                .isEqualTo(hash(row("a", "b", "{\"amount\":50.00}")))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anyChangeChangesTheHash() {
        String before = hash(row("a", "b", "{\"amount\":50.00}"));
        assertThat(hash(row("a", "b", "{\"amount\":50.0}"))).isNotEqualTo(before);
        assertThat(hash(row("a", "c", "{\"amount\":50.00}"))).isNotEqualTo(before);
    }

    @Test
    void aCharacterThatMovesFromOneMemberToTheNextChangesTheHash() {
        assertThat(hash(row("ab", "c", "{}"))).isNotEqualTo(hash(row("a", "bc", "{}")));
    }

    @Test
    void theOrderOfRowsCounts() {
        LogEntry first = row("a", "b", "{}");
        LogEntry second = row("c", "d", "{}");
        assertThat(hash(first, second)).isNotEqualTo(hash(second, first));
    }

    @Test
    void whatCameBeforeCounts() {
        List<LogEntry> rows = List.of(row("a", "b", "{}"));
        assertThat(SealHash.of(hash(row("x", "y", "{}")), rows)).isNotEqualTo(hash(row("a", "b", "{}")));
    }
}
