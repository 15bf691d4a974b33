package org.agentwarden.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Health, metrics and log lines.
 *
 * @param backlogLimit {@code GET /health/ready} says {@code degraded: backlog} while a delivery is overdue for longer
 * @param overdueSweep whether due deliveries are searched for that no message of the queue names
 * @param metrics whether they can be read
 * @param metricsToken the token that readers must send; empty if anybody may read
 * @param attempts which attempts of deliveries are logged
 * @param lines how an attempt's line is written
 */
public record Operations(
        Duration backlogLimit,
        boolean overdueSweep,
        MetricsAccess metrics,
        Optional<String> metricsToken,
        LoggedAttempts attempts,
        LineFormat lines) {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{16,200}");

    static final Setting<Duration> BACKLOG_LIMIT = Setting.duration(
            "agentwarden.webhooks.backlog-limit",
            "5m",
            "`GET /health/ready` says `degraded: backlog` while a delivery is overdue for longer than this. Deliveries to failing"
                    + " webhooks do not count.");
    static final Setting<Boolean> OVERDUE_SWEEP = Setting.flag(
            "agentwarden.webhooks.overdue-sweep",
            true,
            "Whether the server searches for due deliveries that no message on its queue names. Leave it on: only tests of the"
                    + " queue switch it off.");
    private static final Setting<MetricsAccess> METRICS =
            Setting.choice("agentwarden.metrics", MetricsAccess.OPEN, "`off`: `GET /metrics` answers 404.");
    private static final Setting<Optional<String>> METRICS_TOKEN = Setting.text(
                    "agentwarden.metrics.token",
                    "Token that readers of the metrics must send as `Authorization: Bearer ...`. Without one, anybody can read them.")
            .accepting("16 to 200 printable ASCII characters");
    private static final Setting<LoggedAttempts> LOG_ATTEMPTS = Setting.choice(
            "agentwarden.log.attempts", LoggedAttempts.FAILED, "Which delivery attempts get a line in the server log.");
    private static final Setting<LineFormat> LOG_FORMAT = Setting.choice(
            "agentwarden.log.format",
            LineFormat.TEXT,
            "Format of these lines: `text` is `key=value`, `json` is one JSON object.");

    static final SettingGroup SETTINGS =
            SettingGroup.of("Metrics and server log", METRICS, METRICS_TOKEN, LOG_ATTEMPTS, LOG_FORMAT);

    static Operations read(SettingSource source) {
        Optional<String> token = METRICS_TOKEN.from(source);
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            throw new InvalidSetting(METRICS_TOKEN.key(), "...", "16 to 200 printable ASCII characters without spaces");
        }
        return new Operations(
                BACKLOG_LIMIT.from(source),
                OVERDUE_SWEEP.from(source),
                METRICS.from(source),
                token,
                LOG_ATTEMPTS.from(source),
                LOG_FORMAT.from(source));
    }

    @Override
    public String toString() {
        return "Operations[" + backlogLimit + ", " + metrics + ", " + attempts + ", " + lines + "]";
    }
}
