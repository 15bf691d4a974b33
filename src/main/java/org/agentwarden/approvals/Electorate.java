package org.agentwarden.approvals;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.agentwarden.teams.Decider;

/**
 * The people of the teams that decide an approval, who have the role. Pure.
 *
 * @param now who decides now
 * @param later who decides once it has escalated; the same people when it has, or never will
 * @param everybody who has the role, of a team or not: they may decide for people of a team who are away
 */
public record Electorate(Collection<Decider> now, Collection<Decider> later, Collection<Decider> everybody) {

    static final Electorate NOBODY = new Electorate(List.of(), List.of(), List.of());

    public Electorate {
        now = List.copyOf(now);
        later = List.copyOf(later);
        everybody = List.copyOf(everybody);
    }

    Optional<Decider> now(String userId) {
        return find(now, userId);
    }

    Optional<Decider> withRole(String userId) {
        return find(everybody, userId);
    }

    private static Optional<Decider> find(Collection<Decider> people, String userId) {
        return people.stream().filter(person -> person.id().equals(userId)).findFirst();
    }
}
