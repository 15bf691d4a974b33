package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agentwarden.agents.ApproverTerms;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.teams.Decider;
import org.jspecify.annotations.Nullable;

/** Who may decide an approval, how many must approve, and who has decided. */
@Embeddable
public class Quorum {

    @Column(name = "approver_team")
    private @Nullable String teamId;

    /** As it was when the approval was asked for. */
    @Column(name = "approver_team_name")
    private @Nullable String teamName;

    @Column(name = "quorum")
    private int needed;

    @Column(name = "four_eyes")
    private boolean fourEyes;

    /** Who made the API key that asked; only kept for the rule of four eyes. */
    @Column(name = "asked_by")
    private @Nullable String askedBy;

    private @Nullable String decisions;

    @Embedded
    private Escalation escalation;

    protected Quorum() {}

    Quorum(ApproverTerms terms, Optional<String> teamName, Optional<String> askedBy, Escalation escalation) {
        this.teamId = terms.teamId().orElse(null);
        this.teamName = teamName.orElse(null);
        this.needed = terms.quorum();
        this.fourEyes = terms.fourEyes();
        this.askedBy = askedBy.filter(user -> fourEyes).orElse(null);
        this.escalation = escalation;
    }

    /** What {@link WaitingQuorum} has read of one. */
    Quorum(@Nullable String teamId, int needed, @Nullable String askedBy, @Nullable String decisions) {
        this.teamId = teamId;
        this.needed = needed;
        this.askedBy = askedBy;
        this.decisions = decisions;
        this.escalation = new Escalation();
    }

    /** Of these people, the ids of those who may decide: nobody about an own request. */
    Set<String> admitted(Collection<Decider> people, Optional<String> onBehalfOf) {
        return people.stream()
                .filter(person -> objectionTo(person, onBehalfOf).isEmpty())
                .map(Decider::id)
                .collect(Collectors.toSet());
    }

    /** Why the request is the person's own, a sentence for that person; empty when it is not. */
    Optional<String> objectionTo(Decider person, Optional<String> onBehalfOf) {
        if (onBehalfOf
                .filter(named -> isSame(named, person.id()) || isSame(named, person.email()))
                .isPresent()) {
            return Optional.of("The agent acts for you: somebody else must decide");
        }
        return person.id().equals(askedBy)
                ? Optional.of("You made the API key that asked: somebody else must decide")
                : Optional.empty();
    }

    private static boolean isSame(String named, String idOrEmail) {
        return named.strip().toLowerCase(Locale.ROOT).equals(idOrEmail.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether more than one person must approve. */
    boolean isOfSeveral() {
        return needed > 1;
    }

    /** Whether everybody with the role may decide, alone. */
    boolean isUsual() {
        return teamId == null && needed == 1 && !fourEyes;
    }

    /** Whether the person has decided so already. */
    boolean has(GivenDecision given) {
        return decisions().stream().anyMatch(given::isSameAs);
    }

    /** Notes a decision, unless the person has decided so already. It takes the place of others of that person, or for it. */
    void add(GivenDecision given) {
        if (!has(given)) {
            keep(Stream.concat(decisions().stream().filter(decision -> !decision.excludes(given)), Stream.of(given)));
        }
    }

    /** Forgets what was decided by others than these: who may not decide any more does not count any more. */
    void forgetOthersThan(Electorate people, Optional<String> onBehalfOf) {
        Set<String> admitted = admitted(people.now(), onBehalfOf);
        Set<String> delegates = admitted(people.everybody(), onBehalfOf);
        keep(decisions().stream().filter(decision -> counts(decision, admitted, delegates)));
    }

    /** In the own right, or for somebody who may decide and was away then. */
    private static boolean counts(GivenDecision decision, Set<String> admitted, Set<String> delegates) {
        return admitted.contains(decision.countsFor())
                && (decision.delegatedBy().isEmpty() || delegates.contains(decision.by()));
    }

    /** Forgets all that was decided. */
    void forget() {
        keep(Stream.empty());
    }

    private void keep(Stream<GivenDecision> kept) {
        List<GivenDecision> all = kept.toList();
        decisions = all.isEmpty() ? null : GivenDecision.write(all);
    }

    /** Whether somebody has decided who may not now, or fewer than must approve may in the end. */
    boolean isLapsed(Electorate people, Optional<String> onBehalfOf) {
        Set<String> admitted = admitted(people.now(), onBehalfOf);
        Set<String> delegates = admitted(people.everybody(), onBehalfOf);
        return !isReachableBy(people, onBehalfOf)
                || decisions().stream().anyMatch(decision -> !counts(decision, admitted, delegates));
    }

    boolean isReachableBy(Electorate people, Optional<String> onBehalfOf) {
        return admitted(people.later(), onBehalfOf).size() >= needed;
    }

    /** Whether as many people as must have approved. */
    boolean isReached() {
        return approvedBy().size() >= needed;
    }

    /** The users, in the order in which they approved. */
    List<String> approvedBy() {
        return decisions().stream()
                .filter(decision -> decision.decision() == Decision.APPROVE)
                .map(GivenDecision::by)
                .toList();
    }

    List<GivenDecision> decisions() {
        return decisions == null ? List.of() : GivenDecision.read(decisions);
    }

    /** Whose people decide now; empty for everybody with the role. */
    List<String> teamIds() {
        return escalation.hasEscalated()
                ? allTeamIds()
                : Optional.ofNullable(teamId).stream().toList();
    }

    /** Whose people decide in the end; empty for everybody with the role. */
    List<String> allTeamIds() {
        return Stream.of(Optional.ofNullable(teamId), escalation.teamId())
                .flatMap(Optional::stream)
                .toList();
    }

    /** For people: the names of the teams that decide now; empty when everybody does. */
    Optional<String> teamNames() {
        return Optional.ofNullable(teamName)
                .map(name -> escalation
                        .teamName()
                        .filter(other -> escalation.hasEscalated())
                        .map(other -> "teams '" + name + "' and '" + other + "'")
                        .orElse("team '" + name + "'"));
    }

    Escalation escalation() {
        return escalation;
    }

    JsonObject toJson() {
        JsonBuilder view = JsonBuilder.of()
                .text("team", teamId)
                .text("team_name", teamName)
                .number("quorum", needed)
                .flag("four_eyes", fourEyes)
                .text("asked_by", askedBy);
        escalation
                .teamId()
                .ifPresent(id -> view.text("escalate_to", id)
                        .text("escalate_to_name", escalation.teamName().orElse(null)));
        return view.build();
    }
}
