package org.agentwarden.settings;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long old rows are kept.
 *
 * @param deliveries events with their finished deliveries and attempts; empty for ever
 * @param logs rows of the audit log by the plan of the organization; for ever if a plan is absent
 */
public record Retention(Optional<Duration> deliveries, Map<Plan, Duration> logs) {

    private static final String OFF = "off";

    private static final Setting<Optional<Duration>> DELIVERIES = Setting.durationOrOff(
            "agentwarden.retention.deliveries",
            "90d",
            "How long events are kept, with their finished deliveries and attempts. `off` keeps them for ever.");
    private static final Setting<Optional<Duration>> LOGS = Setting.durationOrOff(
            "agentwarden.retention.logs", OFF, "How long rows of the audit log are kept. `off` keeps them for ever.");
    private static final Map<Plan, Setting<Optional<Duration>>> LOGS_OF_PLAN = logsByPlan();

    static final SettingGroup SETTINGS = SettingGroup.of(
            "Retention",
            Stream.concat(Stream.of(DELIVERIES, LOGS), LOGS_OF_PLAN.values().stream())
                    .toArray(Setting<?>[]::new));

    private static Map<Plan, Setting<Optional<Duration>>> logsByPlan() {
        Map<Plan, Setting<Optional<Duration>>> settings = new EnumMap<>(Plan.class);
        for (Plan plan : Plan.values()) {
            settings.put(
                    plan,
                    Setting.durationOrOff(
                                    LOGS.key() + "." + plan.wireName(),
                                    OFF,
                                    "The same for organizations with the plan " + plan.wireName() + ".")
                            .byDefault("`" + LOGS.key() + "`"));
        }
        return settings;
    }

    public Retention {
        logs = Map.copyOf(logs);
    }

    /**
     * How long rows are kept whose organization has had several plans: the longest time of these plans.
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
        Map<Plan, Duration> logs = new EnumMap<>(Plan.class);
        LOGS_OF_PLAN.forEach((plan, ofPlan) -> {
            Setting<Optional<Duration>> setting = ofPlan.isGiven(source) ? ofPlan : LOGS;
            setting.from(source).ifPresent(life -> logs.put(plan, life));
        });
        return new Retention(DELIVERIES.from(source), logs);
    }
}
