package org.agentwarden.settings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Who may ask how often, and from where.
 *
 * @param rates how often organizations may ask
 * @param auth requests per minute to sign up and in, of one client address; empty for any number
 * @param refusedKeys API keys that are refused per minute to one client address, before any query; empty for any number
 * @param trustedProxies whose word is taken for the address of the client behind them
 * @param lockout how many wrong passwords are borne
 * @param corsOrigins of the web pages that may use the API in a browser
 */
public record RequestRules(
        Rates rates,
        OptionalInt auth,
        OptionalInt refusedKeys,
        List<Cidr> trustedProxies,
        Lockout lockout,
        Set<String> corsOrigins) {

    private static final int MOST_PER_MINUTE = 1_000_000;
    private static final int MOST_FAILURES = 1_000;

    private static final Map<Plan, Integer> SDK = Map.of(Plan.FREE, 100, Plan.PRO, 1_000, Plan.BUSINESS, 10_000);
    private static final Map<Plan, Integer> API = Map.of(Plan.FREE, 60, Plan.PRO, 300, Plan.BUSINESS, 1_000);

    /**
     * Requests per minute of an organization.
     *
     * @param sdk by its plan; plans that are absent have no limit
     * @param api the same for the management plane
     */
    public record Rates(Map<Plan, Integer> sdk, Map<Plan, Integer> api) {

        public Rates {
            sdk = Map.copyOf(sdk);
            api = Map.copyOf(api);
        }

        /** Empty for any number. */
        public OptionalInt perMinute(Plan plan, Plane plane) {
            Integer limit = (plane == Plane.SDK ? sdk : api).get(plan);
            return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
        }
    }

    /**
     * When an e-mail address can't be signed in with from a client network any more, not even with the right password.
     *
     * @param failures after so many wrong passwords in a row from that network; empty for never
     * @param period within which they are counted, and how long the lockout lasts
     */
    public record Lockout(OptionalInt failures, Duration period) {}

    static RequestRules read(SettingSource source) {
        return new RequestRules(
                new Rates(rates(source, Plane.SDK, SDK), rates(source, Plane.API, API)),
                source.numberOrOff("agentwarden.rate-limit.auth", 10, 1, MOST_PER_MINUTE),
                source.numberOrOff("agentwarden.rate-limit.refused-keys", 60, 1, MOST_PER_MINUTE),
                source.cidrs("agentwarden.http.trusted-proxies"),
                new Lockout(
                        source.numberOrOff("agentwarden.lockout.failures", 10, 1, MOST_FAILURES),
                        source.duration("agentwarden.lockout.period", "15m")),
                source.origins("agentwarden.cors.origins"));
    }

    private static Map<Plan, Integer> rates(SettingSource source, Plane plane, Map<Plan, Integer> defaults) {
        Map<Plan, Integer> rates = new EnumMap<>(Plan.class);
        for (Plan plan : Plan.values()) {
            String key = "agentwarden.rate-limit." + plan.wireName() + "."
                    + plane.name().toLowerCase(Locale.ROOT);
            Integer otherwise = defaults.get(plan);
            if (otherwise != null || source.text(key).isPresent()) {
                source.numberOrOff(key, otherwise == null ? 1 : otherwise, 1, MOST_PER_MINUTE)
                        .ifPresent(limit -> rates.put(plan, limit));
            }
        }
        return rates;
    }
}
