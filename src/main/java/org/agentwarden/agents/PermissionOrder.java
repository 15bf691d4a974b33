package org.agentwarden.agents;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Permissions in the order in which they decide: those that block before all others, and then the most specific ones first.
 *
 * @param rules without those that were granted with an approval
 * @param grants the latter
 */
record PermissionOrder(List<Rule> rules, List<Permission> grants) {

    private static final Comparator<Rule> BLOCKS_FIRST =
            Comparator.comparing((Rule rule) -> rule.permission().effect() != Effect.BLOCK);

    private static final Comparator<Rule> ORDER =
            BLOCKS_FIRST.thenComparing(Comparator.comparing(Rule::specificity).reversed());

    /** A permission with the actions that it covers, which would else be read out of its text for each check. */
    record Rule(Permission permission, CoveredActions covered) {

        static Rule of(Permission permission) {
            return new Rule(permission, CoveredActions.of(permission.action()));
        }

        int specificity() {
            return covered.specificity();
        }
    }

    static PermissionOrder of(List<Permission> permissions) {
        return new PermissionOrder(
                Grants.without(permissions).stream().map(Rule::of).sorted(ORDER).toList(), Grants.among(permissions));
    }

    /** In their order, without those that have expired. */
    List<Rule> covering(Action action, Instant now) {
        return rules.stream()
                .filter(rule ->
                        rule.covered().include(action) && !rule.permission().isExpired(now))
                .toList();
    }
}
