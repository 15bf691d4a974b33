package org.agentwarden.approvals;

import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.http.Forbidden;
import org.agentwarden.teams.Decider;

/** Whether somebody may decide an approval, and in whose right. Pure. */
record Admission(Quorum quorum, Optional<String> onBehalfOf, Electorate people) {

    private static final String OWN_REQUEST = "own_request";

    /**
     * Somebody who may decide does so in the own right. Others may decide for people who have delegated to them: not for
     * somebody who asked for it, and not if they asked for it themselves.
     *
     * @param delegators who have delegated to that user
     * @return the one in whose place the user decides; empty for the own right
     * @throws Forbidden {@code not_approver} for others, {@code own_request} when it is an own request
     */
    Optional<String> of(String userId, List<String> delegators) {
        Optional<Decider> member = people.now(userId);
        if (member.isPresent()) {
            refuseOwnRequest(member.get());
            return Optional.empty();
        }
        List<Decider> absent =
                delegators.stream().flatMap(id -> people.now(id).stream()).toList();
        Decider delegate = people.withRole(userId)
                .filter(person -> !absent.isEmpty())
                .orElseThrow(() -> new Forbidden(
                        "not_approver",
                        quorum.teamNames()
                                .map(teams -> "Only people of the " + teams + " decide this approval")
                                .orElse("Your role does not allow this")));
        refuseOwnRequest(delegate);
        List<Decider> represented = absent.stream()
                .filter(person -> quorum.objectionTo(person, onBehalfOf).isEmpty())
                .toList();
        if (represented.isEmpty()) {
            throw new Forbidden(OWN_REQUEST, "You would decide for who asked for it: somebody else must decide");
        }
        return Optional.of(choose(represented, userId));
    }

    private void refuseOwnRequest(Decider person) {
        quorum.objectionTo(person, onBehalfOf).ifPresent(reason -> {
            throw new Forbidden(OWN_REQUEST, reason);
        });
    }

    /** The one for whom the user has decided before, or somebody for whom nobody has, or the first one. */
    private String choose(List<Decider> represented, String userId) {
        List<GivenDecision> given = quorum.decisions();
        return represented.stream()
                .map(Decider::id)
                .filter(id -> given.stream()
                        .anyMatch(decision -> decision.by().equals(userId)
                                && decision.countsFor().equals(id)))
                .findFirst()
                .or(() -> represented.stream()
                        .map(Decider::id)
                        .filter(id -> given.stream()
                                .noneMatch(decision -> decision.countsFor().equals(id)))
                        .findFirst())
                .orElse(represented.get(0).id());
    }
}
