package org.agentwarden.approvals;

import java.util.Collection;
import java.util.List;
import org.agentwarden.teams.Decider;

/**
 * The people of the teams that decide an approval, who have the role. Pure.
 *
 * @param now who decides now
 * @param later who decides once it has escalated; the same people when it has, or never will
 */
record Electorate(Collection<Decider> now, Collection<Decider> later) {

    Electorate {
        now = List.copyOf(now);
        later = List.copyOf(later);
    }
}
