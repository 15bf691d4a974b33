package org.agentwarden.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the server is watched.
 *
 * @param backlogLimit the health answer says {@code degraded: backlog} while a delivery is overdue for longer
 * @param metrics whether they can be read
 * @param metricsToken what whoever reads them must present; empty for anybody
 * @param attempts which attempts of deliveries are logged
 * @param lines how an attempt's line is written
 */
public record Operations(
        Duration backlogLimit,
        MetricsAccess metrics,
        Optional<String> metricsToken,
        LoggedAttempts attempts,
        LineFormat lines) {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{16,200}");

    static Operations read(SettingSource source) {
        String key = "agentwarden.metrics.token";
        Optional<String> token = source.text(key);
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            throw new InvalidSetting(key, "...", "16 to 200 printable ASCII characters without spaces");
        }
        return new Operations(
                source.duration("agentwarden.webhooks.backlog-limit", "5m"),
                source.choice("agentwarden.metrics", MetricsAccess.OPEN),
                token,
                source.choice("agentwarden.log.attempts", LoggedAttempts.FAILED),
                source.choice("agentwarden.log.format", LineFormat.TEXT));
    }

    @Override
    public String toString() {
        return "Operations[" + backlogLimit + ", " + metrics + ", " + attempts + ", " + lines + "]";
    }
}
