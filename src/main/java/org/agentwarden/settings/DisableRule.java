package org.agentwarden.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When the server disables a failing endpoint; the first condition counts.
 *
 * @param failingFor no attempt has succeeded for this long; empty for never
 * @param exhausted this many deliveries in a row ran out of attempts; empty for never
 */
public record DisableRule(Optional<Duration> failingFor, OptionalInt exhausted) {

    static final Setting<Optional<Duration>> FAILING_FOR = Setting.durationOrOff(
            "agentwarden.webhooks.disable-after.failing",
            "5d",
            "A webhook is disabled when no attempt has succeeded for this long.");
    static final Setting<OptionalInt> EXHAUSTED = Setting.numberOrOff(
            "agentwarden.webhooks.disable-after.exhausted",
            "100",
            1,
            1_000_000,
            "A webhook is disabled when this many deliveries in a row have run out of attempts.");

    static DisableRule read(SettingSource source) {
        return new DisableRule(FAILING_FOR.from(source), EXHAUSTED.from(source));
    }
}
