package org.agentwarden.agents;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.budgets.Charge;

/**
 * The permissions that were granted with an approval. They answer, in place of a human, exactly the permission that asked for
 * it: for the same action, on behalf of the same person, until they end. They change nothing else: whatever else asks still
 * asks, and what blocks still blocks. Whether their limits are used up is looked at later, see {@link Judgement#after}. Pure.
 */
final class Grants {

    private Grants() {}

    static List<Permission> among(List<Permission> permissions) {
        return permissions.stream()
                .filter(permission -> permission.source().isPresent())
                .toList();
    }

    static List<Permission> without(List<Permission> permissions) {
        return permissions.stream()
                .filter(permission -> permission.source().isEmpty())
                .toList();
    }

    /**
     * The judgement, unless a human must be asked and every permission that asks is answered.
     *
     * @param deciding the permissions that it comes from
     */
    static Judgement answer(
            Judgement judgement,
            List<Permission> deciding,
            List<Permission> grants,
            CheckFacts facts,
            Conditions conditions) {
        if (grants.isEmpty() || !(judgement.verdict() instanceof NeedsApproval)) {
            return judgement;
        }
        List<Permission> answers = new ArrayList<>();
        for (Permission asking : deciding) {
            if (asking.effect() == Effect.ASK) {
                Optional<Permission> answer = grants.stream()
                        .filter(grant -> isFor(grant, asking, facts) && holds(grant, facts, conditions))
                        .findFirst();
                if (answer.isEmpty()) {
                    return judgement;
                }
                answers.add(answer.get());
            }
        }
        Stream<Charge> further = answers.stream()
                .flatMap(grant -> grant.limits().stream()
                        .map(limit -> limit.charge(grant.id(), facts.requested().use())));
        return new Judgement(
                new Granted(),
                Optional.of(answers.get(0).id()),
                Stream.concat(judgement.charges().stream(), further).toList(),
                judgement.terms(),
                Optional.of(judgement));
    }

    private static boolean isFor(Permission grant, Permission asking, CheckFacts facts) {
        return grant.source()
                .filter(source -> source.answers(asking.id(), facts.requested().onBehalfOf()))
                .isPresent();
    }

    /** The action has no wildcard here: an agent may name an action that ends with an asterisk. */
    private static boolean holds(Permission grant, CheckFacts facts, Conditions conditions) {
        return grant.action().isSameAs(facts.action())
                && !grant.isExpired(facts.now())
                && !facts.now().isBefore(grant.createdAt())
                && meetsCondition(grant, facts, conditions)
                && grant.maxAmount()
                        .flatMap(most -> PermissionPolicy.overLimit(
                                facts.context().getOrDefault("amount", JsonValue.NULL), most))
                        .isEmpty()
                && grant.limits().stream()
                        .allMatch(limit ->
                                limit.objection(facts.requested().use()).isEmpty());
    }

    private static boolean meetsCondition(Permission grant, CheckFacts facts, Conditions conditions) {
        try {
            return grant.holds(facts, conditions);
        } catch (ConditionFailed e) {
            return false;
        }
    }
}
