package org.agentwarden.teams;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.agentwarden.organizations.User;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.teams.Delegations.Shown;

/** A delegation as the API shows it: with nulls when there is none. */
final class DelegationView {

    private DelegationView() {}

    /** @param delegators for whom the user decides now */
    static JsonObject of(Optional<Shown> shown, List<String> delegators) {
        return JsonBuilder.of()
                .text("to", shown.map(Shown::delegate).map(User::id).orElse(null))
                .text("to_email", shown.map(Shown::delegate).map(User::email).orElse(null))
                .time(
                        "from",
                        shown.map(Shown::delegation).map(Delegation::startsAt).orElse(null))
                .time(
                        "until",
                        shown.map(Shown::delegation).map(Delegation::endsAt).orElse(null))
                .texts("decides_for", delegators)
                .build();
    }

    /** As a line of the organization's export. */
    static JsonObject exported(Delegation delegation) {
        return JsonBuilder.of()
                .text("user", delegation.userId())
                .text("to", delegation.delegateId())
                .time("from", delegation.startsAt())
                .time("until", delegation.endsAt())
                .build();
    }
}
