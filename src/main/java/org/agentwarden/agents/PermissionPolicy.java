package org.agentwarden.agents;

import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.budgets.Charge;
import org.agentwarden.platform.json.JsonCodec;

/**
 * The rule of every check, in the contract's order. The agent is active. A permission counts when it covers the action, has
 * not expired, and its condition holds; one whose condition can't be evaluated blocks. Any permission that counts and
 * blocks wins. Otherwise the most specific ones that count decide, and none means no: the amount is between zero and the
 * lowest of their maximum amounts, what their limits count can be counted, and a human must agree if one of them says so.
 * Whether a limit is used up is not looked at here: {@link Spending} holds the judgement against what was used. Permissions in
 * shadow decide nothing. Those that were granted with an approval answer the one that asked for it, see {@link Grants}.
 */
public final class PermissionPolicy {

    private PermissionPolicy() {}

    /** What the permissions that are enforced come to, and all of them where that differs. */
    public static Ruling rule(CheckFacts facts, PermissionSet permissions, Conditions conditions) {
        Judgement judgement = judge(facts, permissions, conditions);
        Optional<Judgement> shadow = permissions
                .withShadow()
                .map(all -> judge(facts, all, conditions))
                .filter(other -> !other.isSameAs(judgement));
        return new Ruling(judgement, shadow);
    }

    /** What the permissions that are enforced come to. */
    public static Judgement judge(CheckFacts facts, PermissionSet permissions, Conditions conditions) {
        return judge(facts, permissions.enforced(), conditions);
    }

    private static Judgement judge(CheckFacts facts, PermissionOrder permissions, Conditions conditions) {
        if (facts.status() != AgentStatus.ACTIVE) {
            return Judgement.withoutRule(new Blocked("Agent is inactive"));
        }
        List<Permission> deciding = new ArrayList<>();
        int specificity = 0;
        for (PermissionOrder.Rule rule : permissions.covering(facts.action(), facts.now())) {
            if (!deciding.isEmpty() && rule.specificity() < specificity) {
                break;
            }
            Permission permission = rule.permission();
            try {
                if (!permission.holds(facts, conditions)) {
                    continue;
                }
            } catch (ConditionFailed e) {
                return Judgement.by(
                        permission,
                        new Blocked("The condition of the rule for '"
                                + permission.action().sent() + "' can't be evaluated: " + e.getMessage()));
            }
            if (permission.effect() == Effect.BLOCK) {
                return Judgement.by(
                        permission,
                        new Blocked("A rule for '" + permission.action().sent() + "' blocks it"));
            }
            deciding.add(permission);
            specificity = rule.specificity();
        }
        return deciding.isEmpty()
                ? Judgement.withoutRule(new Blocked(
                        "No permission for action '" + facts.action().sent() + "'"))
                : Grants.answer(decide(deciding, facts), deciding, permissions.grants(), facts, conditions);
    }

    private static Judgement decide(List<Permission> deciding, CheckFacts facts) {
        JsonValue amount = facts.context().getOrDefault("amount", JsonValue.NULL);
        Optional<Judgement> overLimit = deciding.stream()
                .filter(permission -> permission.maxAmount().isPresent())
                .min(Comparator.comparing(permission -> permission.maxAmount().orElseThrow()))
                .flatMap(permission -> overLimit(amount, permission.maxAmount().orElseThrow())
                        .map(reason -> Judgement.by(permission, new Blocked(reason))));
        Optional<Judgement> uncountable = deciding.stream()
                .flatMap(permission -> permission.limits().stream()
                        .flatMap(limit -> limit.objection(facts.requested().use()).stream())
                        .map(reason -> Judgement.by(permission, new Blocked(reason))))
                .findFirst();
        Optional<Judgement> contradiction = contradiction(deciding);
        List<Permission> asking = deciding.stream()
                .filter(permission -> permission.effect() == Effect.ASK)
                .toList();
        return overLimit
                .or(() -> uncountable)
                .or(() -> contradiction)
                .orElseGet(() -> asking.stream()
                        .map(Permission::terms)
                        .reduce(ApprovalTerms::and)
                        .map(terms -> Judgement.by(asking.get(0), new NeedsApproval(terms)))
                        .orElseGet(() -> Judgement.by(deciding.get(0), new Granted()))
                        .charging(charges(deciding, facts), terms(deciding)));
    }

    /** Nobody could tell who decides when the permissions that ask, or may ask, want different teams to. */
    private static Optional<Judgement> contradiction(List<Permission> deciding) {
        boolean mayAsk = deciding.stream().anyMatch(Permission::mayAsk);
        List<Permission> ofTeams = deciding.stream()
                .filter(permission -> permission.terms().approvers().teamId().isPresent())
                .toList();
        return ofTeams.stream()
                .skip(1)
                .filter(permission -> mayAsk
                        && !permission
                                .terms()
                                .approvers()
                                .teamId()
                                .equals(ofTeams.get(0).terms().approvers().teamId()))
                .map(permission ->
                        Judgement.by(permission, new Blocked("Two of its rules want different teams to approve it")))
                .findFirst();
    }

    /** Nothing is counted for permissions in shadow. */
    private static List<Charge> charges(List<Permission> deciding, CheckFacts facts) {
        return PermissionSet.enforced(deciding).stream()
                .flatMap(permission -> permission.limits().stream()
                        .map(limit ->
                                limit.charge(permission.id(), facts.requested().use())))
                .toList();
    }

    private static ApprovalTerms terms(List<Permission> deciding) {
        return deciding.stream()
                .map(Permission::terms)
                .reduce(ApprovalTerms::and)
                .orElse(ApprovalTerms.USUAL);
    }

    static Optional<String> overLimit(JsonValue amountValue, BigDecimal limit) {
        Optional<BigDecimal> amount = JsonCodec.decimal(amountValue);
        if (amount.isEmpty()) {
            return Optional.of("A numeric amount is required: the maximum allowed is " + money(limit));
        }
        if (amount.get().signum() < 0) {
            return Optional.of("Amount " + money(amount.get()) + " is negative: amounts from 0.00 to " + money(limit)
                    + " are allowed");
        }
        return amount.get().compareTo(limit) > 0
                ? Optional.of("Amount " + money(amount.get()) + " exceeds maximum allowed " + money(limit))
                : Optional.empty();
    }

    /** Two decimals, or more where the amount has them. */
    private static String money(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.setScale(Math.max(2, plain.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
