package org.agentwarden.settings;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long is kept what has happened.
 *
 * @param deliveries events and their finished deliveries and attempts; empty for ever
 * @param logs rows of the audit log, by the plan of the organization; those of a plan that is absent for ever
 */
public record Retention(Optional<Duration> deliveries, Map<Plan, Duration> logs) {

    private static final String OFF = "off";

    public Retention {
        logs = Map.copyOf(logs);
    }

    /**
     * How long rows of the log are kept that fall under several plans: as long as the most patient of these keeps them.
     *
     * @param plans at least one
     * @return empty for ever
     */
    public Optional<Duration> longestOf(Collection<Plan> plans) {
        return logs.keySet().containsAll(plans)
                ? plans.stream().map(logs::get).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    static Retention read(SettingSource source) {
        String logsKey = "agentwarden.retention.logs";
        Optional<Duration> ofAll = source.durationOrOff(logsKey, OFF);
        Map<Plan, Duration> logs = new EnumMap<>(Plan.class);
        for (Plan plan : Plan.values()) {
            String key = logsKey + "." + plan.wireName();
            Optional<Duration> life = source.text(key).isPresent() ? source.durationOrOff(key, OFF) : ofAll;
            life.ifPresent(duration -> logs.put(plan, duration));
        }
        return new Retention(source.durationOrOff("agentwarden.retention.deliveries", "90d"), logs);
    }
}
