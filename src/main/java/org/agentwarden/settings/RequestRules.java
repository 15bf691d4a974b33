package org.agentwarden.settings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rate limits, lockout, trusted proxies and CORS.
 *
 * @param rates requests per minute of organizations
 * @param auth requests per minute of one client address to sign up or in; empty for no limit
 * @param refusedKeys wrong API keys per minute of one client address, over which keys are refused without a query; empty for no limit
 * @param trustedProxies proxies whose {@code X-Forwarded-For} header is trusted
 * @param lockout when wrong passwords lock a client network out
 * @param corsOrigins origins of web pages that may use the API in a browser
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

    private static final Map<Plan, Setting<OptionalInt>> SDK =
            rates(Plane.SDK, Map.of(Plan.FREE, "100", Plan.PRO, "1000", Plan.BUSINESS, "10000"));
    private static final Map<Plan, Setting<OptionalInt>> API =
            rates(Plane.API, Map.of(Plan.FREE, "60", Plan.PRO, "300", Plan.BUSINESS, "1000"));

    private static final Setting<OptionalInt> AUTH = Setting.numberOrOff(
            "agentwarden.rate-limit.auth",
            "10",
            1,
            MOST_PER_MINUTE,
            "Requests per minute of one client address to sign up or sign in, on each node.");
    private static final Setting<OptionalInt> REFUSED_KEYS = Setting.numberOrOff(
            "agentwarden.rate-limit.refused-keys",
            "60",
            1,
            MOST_PER_MINUTE,
            "Wrong API keys per minute of one client address, on each node. Over it, API keys that the node has not accepted within"
                    + " the last hour are answered 429.");
    private static final Setting<List<Cidr>> TRUSTED_PROXIES = Setting.cidrs(
            "agentwarden.http.trusted-proxies",
            "Address blocks of the reverse proxies whose `X-Forwarded-For` header is trusted, such as `10.0.0.0/8`.");
    private static final Setting<OptionalInt> LOCKOUT_FAILURES = Setting.numberOrOff(
            "agentwarden.lockout.failures",
            "10",
            1,
            MOST_FAILURES,
            "After this many wrong passwords in a row for one e-mail address, the client's network (IPv4 /24, IPv6 /56) can't sign"
                    + " in with that address.");
    private static final Setting<Duration> LOCKOUT_PERIOD = Setting.duration(
            "agentwarden.lockout.period",
            "15m",
            "Time within which wrong passwords are counted, and for which the lockout lasts.");
    private static final Setting<Set<String>> CORS_ORIGINS = Setting.origins(
            "agentwarden.cors.origins",
            "Origins of web pages that may call the API from a browser, such as `https://app.example.com`.");

    static final SettingGroup SETTINGS = SettingGroup.of(
            "Rate limits, lockout and browsers",
            Stream.concat(
                            Stream.concat(SDK.values().stream(), API.values().stream()),
                            Stream.of(
                                    AUTH,
                                    REFUSED_KEYS,
                                    LOCKOUT_FAILURES,
                                    LOCKOUT_PERIOD,
                                    TRUSTED_PROXIES,
                                    CORS_ORIGINS))
                    .toArray(Setting<?>[]::new));

    /** One setting for each plan, which is off unless there is a default. */
    private static Map<Plan, Setting<OptionalInt>> rates(Plane plane, Map<Plan, String> defaults) {
        String path = WireNamed.of(plane);
        Map<Plan, Setting<OptionalInt>> settings = new EnumMap<>(Plan.class);
        for (Plan plan : Plan.values()) {
            settings.put(
                    plan,
                    Setting.numberOrOff(
                            "agentwarden.rate-limit." + plan.wireName() + "." + path,
                            defaults.getOrDefault(plan, "off"),
                            1,
                            MOST_PER_MINUTE,
                            "Requests per minute to `/" + path + "/*` of an organization with the plan "
                                    + plan.wireName() + ", on each node."));
        }
        return settings;
    }

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

        /** Empty for no limit. */
        public OptionalInt perMinute(Plan plan, Plane plane) {
            Integer limit = (plane == Plane.SDK ? sdk : api).get(plan);
            return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
        }
    }

    /**
     * When a client network can't sign in with an e-mail address any more, not even with the right password.
     *
     * @param failures after so many wrong passwords in a row from that network; empty for never
     * @param period within which they are counted, and how long the lockout lasts
     */
    public record Lockout(OptionalInt failures, Duration period) {}

    static RequestRules read(SettingSource source) {
        return new RequestRules(
                new Rates(rates(source, SDK), rates(source, API)),
                AUTH.from(source),
                REFUSED_KEYS.from(source),
                TRUSTED_PROXIES.from(source),
                new Lockout(LOCKOUT_FAILURES.from(source), LOCKOUT_PERIOD.from(source)),
                CORS_ORIGINS.from(source));
    }

    private static Map<Plan, Integer> rates(SettingSource source, Map<Plan, Setting<OptionalInt>> settings) {
        Map<Plan, Integer> rates = new EnumMap<>(Plan.class);
        settings.forEach((plan, setting) -> setting.from(source).ifPresent(limit -> rates.put(plan, limit)));
        return rates;
    }
}
