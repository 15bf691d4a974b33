package org.agentwarden.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's clock, which all processes of a run share, in microseconds. */
final class MachineClock {

    private MachineClock() {}

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
