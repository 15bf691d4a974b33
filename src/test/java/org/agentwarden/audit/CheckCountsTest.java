package org.agentwarden.audit;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.agentwarden.audit.CheckCounts.Check;
import org.agentwarden.audit.CheckCounts.Verdicts;
import org.junit.jupiter.api.Test;

class CheckCountsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");

    @Test
    void checksAreCountedByHourAndOtherRowsAreNot() {
        CheckCounts counts = CheckCounts.of(
                NOW.minus(Duration.ofHours(2)),
                List.of(
                        new Check(NOW, LogStatus.ALLOWED),
                        new Check(NOW.minusSeconds(1), LogStatus.SUCCESS),
                        new Check(Instant.parse("2026-03-01T11:59:59Z"), LogStatus.BLOCKED),
                        new Check(Instant.parse("2026-03-01T11:00:00Z"), LogStatus.PENDING_APPROVAL),
                        new Check(NOW.minus(Duration.ofHours(3)), LogStatus.ALLOWED)),
                NOW);

        assertThat(counts.hours())
                .containsExactly(
                        entry(Instant.parse("2026-03-01T10:00:00Z"), new Verdicts(0, 0, 0)),
                        entry(Instant.parse("2026-03-01T11:00:00Z"), new Verdicts(0, 1, 1)),
                        entry(Instant.parse("2026-03-01T12:00:00Z"), new Verdicts(1, 0, 0)));
        assertThat(counts.all()).isEqualTo(new Verdicts(1, 1, 1));
    }
}
