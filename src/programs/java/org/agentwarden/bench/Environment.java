package org.agentwarden.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Scenario} is built of.
 *
 * @param name of its directory and its recording
 * @param companies whose events take turns; the endpoint of each is a path of the sink
 * @param timeout of the webhooks
 * @param environment further variables of the server's
 * @param jar the version to start, where it is not the present one
 */
record Environment(
        String name,
        Layout layout,
        int companies,
        String timeout,
        Map<String, String> environment,
        Optional<Path> jar) {

    /** Longer than any sink is kept closed. */
    private static final String PATIENT = "10m";

    /** One server for one company, which never loses patience with the sink. */
    static Environment named(String name) {
        return new Environment(name, Layout.ALONE, 1, PATIENT, Map.of(), Optional.empty());
    }

    Environment laidOutAs(Layout other) {
        return new Environment(name, other, companies, timeout, environment, jar);
    }

    Environment forCompanies(int count) {
        return new Environment(name, layout, count, timeout, environment, jar);
    }

    Environment losingPatienceAfter(String time) {
        return new Environment(name, layout, companies, time, environment, jar);
    }

    Environment with(Map<String, String> variables) {
        return new Environment(name, layout, companies, timeout, variables, jar);
    }

    Environment ofVersion(Path otherJar) {
        return new Environment(name, layout, companies, timeout, environment, Optional.of(otherJar));
    }
}
