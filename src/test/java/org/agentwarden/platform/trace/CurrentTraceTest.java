package org.agentwarden.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentTraceTest {

    private static final Optional<TraceContext> ONE =
            TraceContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null);
    private static final Optional<TraceContext> OTHER = ONE.map(trace -> trace.child(7));

    @Test
    void aThreadThatWorksForNobodyHasNone() {
        assertThat(CurrentTrace.get()).isEmpty();
    }

    @Test
    void workWithinWorkGoesBackToTheTraceBefore() {
        List<Optional<TraceContext>> seen = new ArrayList<>();

        CurrentTrace.within(ONE, () -> {
            seen.add(CurrentTrace.get());
            CurrentTrace.within(Optional.empty(), () -> seen.add(CurrentTrace.get()));
            CurrentTrace.within(OTHER, () -> seen.add(CurrentTrace.get()));
            seen.add(CurrentTrace.get());
        });
        seen.add(CurrentTrace.get());

        assertThat(seen).containsExactly(ONE, Optional.empty(), OTHER, ONE, Optional.empty());
    }

    @Test
    void workThatFailsLeavesNoTrace() {
        assertThatThrownBy(() -> CurrentTrace.within(ONE, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(CurrentTrace.get()).isEmpty();
    }
}
