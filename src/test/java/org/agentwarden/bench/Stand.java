package org.agentwarden.bench;

import java.util.Map;

/**
 * What a {@link Track} is built of.
 *
 * @param name of its directory and its recording
 * @param companies whose events take turns; the endpoint of each is a path of the sink
 * @param timeout of the webhooks
 * @param environment further variables of the server's
 */
record Stand(String name, Layout layout, int companies, String timeout, Map<String, String> environment) {

    /** Longer than any sink is kept closed. */
    private static final String PATIENT = "10m";

    /** One server for one company, which never loses patience with the sink. */
    static Stand named(String name) {
        return new Stand(name, Layout.ALONE, 1, PATIENT, Map.of());
    }

    Stand laidOutAs(Layout other) {
        return new Stand(name, other, companies, timeout, environment);
    }

    Stand forCompanies(int count) {
        return new Stand(name, layout, count, timeout, environment);
    }

    Stand losingPatienceAfter(String time) {
        return new Stand(name, layout, companies, time, environment);
    }

    Stand with(Map<String, String> variables) {
        return new Stand(name, layout, companies, timeout, variables);
    }
}
