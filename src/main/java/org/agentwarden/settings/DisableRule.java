package org.agentwarden.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When an endpoint that only fails is disabled by itself, by whichever comes first.
 *
 * @param failingFor no attempt has succeeded for so long; empty for never
 * @param exhausted so many deliveries in a row ran out of attempts; empty for never
 */
public record DisableRule(Optional<Duration> failingFor, OptionalInt exhausted) {

    static DisableRule read(SettingSource source) {
        return new DisableRule(
                source.durationOrOff("agentwarden.webhooks.disable-after.failing", "5d"),
                source.numberOrOff("agentwarden.webhooks.disable-after.exhausted", 100, 1, 1_000_000));
    }
}
