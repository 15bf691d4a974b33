package org.agentwarden.settings;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Limits of connections and concurrent requests.
 *
 * @param connections open connections of all clients (Payara)
 * @param connectionsPerClient open connections of one client address (Payara); empty for no limit
 * @param headerTimeout how long a client may take to send the first line and the headers of a request (Payara)
 * @param bodyTimeout how long a client may take to send a whole request body
 * @param requestsPerOrganization requests of one organization that are processed at the same time, of 48 in all
 */
public record Capacity(
        int connections,
        OptionalInt connectionsPerClient,
        Duration headerTimeout,
        Duration bodyTimeout,
        int requestsPerOrganization) {

    private static final int MOST_CONNECTIONS = 1_000_000;

    private static final Setting<Integer> CONNECTIONS = Setting.number(
            "agentwarden.http.connections",
            4_000,
            100,
            MOST_CONNECTIONS,
            "Connections of all clients that may be open at the same time (Payara).");
    private static final Setting<OptionalInt> CONNECTIONS_PER_CLIENT = Setting.numberOrOff(
            "agentwarden.http.connections-per-client",
            "1000",
            10,
            MOST_CONNECTIONS,
            "Connections of one client address that may be open at the same time (Payara). Trusted proxies have no such limit.");
    private static final Setting<Duration> HEADER_TIMEOUT = Setting.duration(
            "agentwarden.http.header-timeout",
            "10s",
            "How long a client may take to send the headers of a request (Payara).");
    private static final Setting<Duration> BODY_TIMEOUT = Setting.duration(
            "agentwarden.http.body-timeout",
            "10s",
            "How long a client may take to send the whole body of a request. After that the answer is 408.");
    private static final Setting<Integer> REQUESTS_PER_ORGANIZATION = Setting.number(
            "agentwarden.http.requests-per-organization",
            12,
            1,
            48,
            "Requests of one organization that are processed at the same time, of 48 in all. Set it to 48 for an installation with"
                    + " one organization.");

    static final SettingGroup SETTINGS = SettingGroup.of(
            "Connections and concurrency",
            CONNECTIONS,
            CONNECTIONS_PER_CLIENT,
            HEADER_TIMEOUT,
            BODY_TIMEOUT,
            REQUESTS_PER_ORGANIZATION);

    static Capacity read(SettingSource source) {
        return new Capacity(
                CONNECTIONS.from(source),
                CONNECTIONS_PER_CLIENT.from(source),
                HEADER_TIMEOUT.from(source),
                BODY_TIMEOUT.from(source),
                REQUESTS_PER_ORGANIZATION.from(source));
    }
}
