package org.agentwarden.settings;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much of the server its clients may use.
 *
 * @param connections how many connections may be open, of all clients (Payara)
 * @param connectionsPerClient how many of one client address (Payara); empty for any number
 * @param headerTimeout how long a client may take to send the first line and the headers of a request (Payara)
 * @param bodyTimeout how long a client may take to send a whole request body
 * @param requestsPerOrganization how many requests of one organization are served at once, of 48 in all
 */
public record Capacity(
        int connections,
        OptionalInt connectionsPerClient,
        Duration headerTimeout,
        Duration bodyTimeout,
        int requestsPerOrganization) {

    private static final int MOST_CONNECTIONS = 1_000_000;

    static Capacity read(SettingSource source) {
        return new Capacity(
                source.number("agentwarden.http.connections", 4_000, 100, MOST_CONNECTIONS),
                source.numberOrOff("agentwarden.http.connections-per-client", 1_000, 10, MOST_CONNECTIONS),
                source.duration("agentwarden.http.header-timeout", "10s"),
                source.duration("agentwarden.http.body-timeout", "10s"),
                source.number("agentwarden.http.requests-per-organization", 12, 1, 48));
    }
}
