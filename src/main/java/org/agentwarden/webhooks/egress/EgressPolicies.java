package org.agentwarden.webhooks.egress;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.settings.Cidr;
import org.agentwarden.settings.Egress;
import org.agentwarden.settings.Settings;

/**
 * The egress policy of each organization: its own if the operator has allowed it further address blocks, otherwise a shared
 * one. The same object each time, so that connections can be kept apart by policy.
 */
public final class EgressPolicies {

    private final EgressPolicy shared;
    private final Map<String, EgressPolicy> own;

    public EgressPolicies(Settings settings) {
        Egress egress = settings.egress();
        this.shared = new EgressPolicy(settings, egress.allow());
        this.own = egress.allowByOrganization().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        blocks -> new EgressPolicy(settings, joined(egress.allow(), blocks.getValue()))));
    }

    /** Unknown organizations have the shared policy. */
    public EgressPolicy of(String organizationId) {
        return own.getOrDefault(organizationId, shared);
    }

    private static List<Cidr> joined(List<Cidr> some, List<Cidr> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
