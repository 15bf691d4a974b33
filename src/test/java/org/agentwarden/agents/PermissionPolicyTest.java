package org.agentwarden.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.budgets.Charge;
import org.agentwarden.budgets.Limit;
import org.agentwarden.budgets.OverLimit;
import org.agentwarden.platform.json.JsonCodec;
import org.agentwarden.settings.WireNamed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionPolicyTest {

    private static final String REFUND = "stripe.refund";
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Conditions CONDITIONS = new Conditions();

    @Test
    void whatNoPermissionCoversIsBlocked() {
        assertThat(judge(List.of(), "{}")).isEqualTo(new Blocked("No permission for action 'stripe.refund'"));
        assertThat(judge(List.of(permission("stripe.charge"), permission("stripe.refunds")), "{}"))
                .isEqualTo(new Blocked("No permission for action 'stripe.refund'"));
    }

    @Test
    void whatAPermissionCoversIsGranted() {
        assertThat(judge(List.of(permission(REFUND)), "{}")).isEqualTo(new Granted());
    }

    @Test
    void anInactiveAgentIsBlockedBeforeAnythingElseIsAsked() {
        for (List<Permission> permissions :
                List.of(List.<Permission>of(), List.of(permission(REFUND)), List.of(permission(REFUND, "100", true)))) {
            CheckFacts facts = facts(AgentStatus.INACTIVE, REFUND, "{\"amount\":500}");
            assertThat(PermissionPolicy.judge(facts, PermissionSet.of(permissions), CONDITIONS))
                    .isEqualTo(Judgement.withoutRule(new Blocked("Agent is inactive")));
        }
    }

    @Test
    void theAmountIsJudgedBeforeAHumanIsAsked() {
        List<Permission> permissions = List.of(permission(REFUND, "100", true));
        assertThat(judge(permissions, "{\"amount\":150}"))
                .isEqualTo(new Blocked("Amount 150.00 exceeds maximum allowed 100.00"));
        assertThat(judge(permissions, "{\"amount\":100}")).isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999", "-0.01", "-1e-30", "\"-5\""})
    void aNegativeAmountIsBlockedWhereALimitIsSet(String amount) {
        String context = "{\"amount\":" + amount + "}";
        assertThat(judge(List.of(permission(REFUND, "100", false)), context)).isInstanceOf(Blocked.class);
        assertThat(judge(List.of(permission(REFUND, "100", true)), context)).isInstanceOf(Blocked.class);
        assertThat(judge(List.of(permission(REFUND)), context)).isEqualTo(new Granted());
    }

    @Test
    void anApprovalPermitsWhatAllPermissionsThatAskForItAllow() {
        ApprovalTerms recheck =
                new ApprovalTerms(OnApproval.RECHECK, Optional.of(Duration.ofHours(1)), 3, ApproverTerms.USUAL);
        Permission first = permission(REFUND, null, true);
        Permission second = permission("Stripe.Refund", null, true);
        first.askOn(recheck);
        assertThat(judge(List.of(first, second), "{}"))
                .isEqualTo(new NeedsApproval(new ApprovalTerms(
                        OnApproval.WEBHOOK, Optional.of(Duration.ofHours(1)), 1, ApproverTerms.USUAL)));
        second.askOn(recheck);
        assertThat(judge(List.of(first, second), "{}")).isEqualTo(new NeedsApproval(recheck));
    }

    @Test
    void theStricterApproversOfAllPermissionsThatAskDecide() {
        Permission first = asking(new ApproverTerms(Optional.of("finance"), 1, true));
        Permission second = asking(new ApproverTerms(Optional.empty(), 3, false));

        assertThat(judgement(List.of(first, second), REFUND, "{}").verdict())
                .isEqualTo(new NeedsApproval(new ApprovalTerms(
                        OnApproval.WEBHOOK, Optional.empty(), 1, new ApproverTerms(Optional.of("finance"), 3, true))));
    }

    @Test
    void permissionsThatWantDifferentTeamsToApproveBlock() {
        Permission finance = asking(new ApproverTerms(Optional.of("finance"), 1, false));
        Permission support = asking(new ApproverTerms(Optional.of("support"), 1, false));

        assertThat(judge(List.of(finance, support), "{}"))
                .isEqualTo(new Blocked("Two of its rules want different teams to approve it"));
        assertThat(judge(List.of(finance, asking(finance.terms().approvers())), "{}"))
                .isInstanceOf(NeedsApproval.class);
    }

    private static Permission asking(ApproverTerms approvers) {
        Permission permission = permission(REFUND, null, true);
        permission.askOn(new ApprovalTerms(OnApproval.WEBHOOK, Optional.empty(), 1, approvers));
        return permission;
    }

    @Test
    void aLimitForEachPersonNeedsToKnowThePerson() {
        Permission permission = permission(REFUND);
        permission.limitTo(Limit.read("[{\"count\":1,\"per\":\"1h\",\"by\":\"on_behalf_of\",\"then\":\"block\"}]"));

        assertThat(judge(List.of(permission), "{}"))
                .isEqualTo(new Blocked(
                        "on_behalf_of is required because of the limit: at most 1 in 1h for each on_behalf_of"));
        CheckFacts facts = facts(AgentStatus.ACTIVE, REFUND, "{}", Optional.of("ada"));
        assertThat(PermissionPolicy.judge(facts, PermissionSet.of(List.of(permission)), CONDITIONS)
                        .verdict())
                .isEqualTo(new Granted());
    }

    @Test
    void theReasonNamesTheNegativeAmountAndTheRangeThatIsAllowed() {
        assertThat(judge(List.of(permission(REFUND, "100", false)), "{\"amount\":-5}"))
                .isEqualTo(new Blocked("Amount -5.00 is negative: amounts from 0.00 to 100.00 are allowed"));
        assertThat(judge(List.of(permission(REFUND, "0", false)), "{\"amount\":-0.00}"))
                .isEqualTo(new Granted());
    }

    @Test
    void aHumanIsAskedWhereThePermissionSaysSo() {
        assertThat(judge(List.of(permission(REFUND, null, true)), "{\"amount\":\"any\"}"))
                .isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
    }

    @ParameterizedTest
    @CsvSource({
        "stripe.refund,  stripe.refund,         true",
        "stripe.refund,  stripe.refund.partial, false",
        "stripe.refund,  Stripe.refund,         true",
        "Stripe.*,       stripe.Refund,         true",
        "stripe.＊,       stripe.refund,         true",
        "stripe.refund,  stripe.refun,          false",
        "stripe.*,       stripe.refund,         true",
        "stripe.*,       stripe.refund.partial, true",
        "stripe.*,       stripe,                false",
        "stripe.*,       stripes.refund,        false",
        "stripe.*,       paypal.stripe.refund,  false",
        "stripe*,        stripes.refund,        true",
        "*,              anything at all,       true"
    })
    void aPermissionCoversItsActionAndAWildcardWhatBeginsSo(String permitted, String wanted, boolean covered) {
        assertThat(CoveredActions.of(Action.of(permitted)).include(Action.of(wanted)))
                .isEqualTo(covered);
    }

    @Test
    void theMostSpecificPermissionCountsWhateverTheOrder() {
        Permission all = permission("*", "1", false);
        Permission wildcard = permission("stripe.*", "10", false);
        Permission longerWildcard = permission("stripe.ref*", "100", false);
        Permission asLongAsTheName = permission("stripe.refund*", "1000", false);
        Permission exact = permission(REFUND, null, true);

        assertThat(judgeInBothOrders(List.of(all, wildcard, longerWildcard, asLongAsTheName, exact)))
                .isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
        assertThat(judgeInBothOrders(List.of(all, wildcard, longerWildcard, asLongAsTheName)))
                .isEqualTo(new Blocked("Amount 5000.00 exceeds maximum allowed 1000.00"));
        assertThat(judgeInBothOrders(List.of(all, wildcard, longerWildcard)))
                .isEqualTo(new Blocked("Amount 5000.00 exceeds maximum allowed 100.00"));
        assertThat(judgeInBothOrders(List.of(all, wildcard)))
                .isEqualTo(new Blocked("Amount 5000.00 exceeds maximum allowed 10.00"));
        assertThat(judgeInBothOrders(List.of(all)))
                .isEqualTo(new Blocked("Amount 5000.00 exceeds maximum allowed 1.00"));
    }

    @Test
    void aMorePermissiveWildcardDoesNotLiftTheLimitOfTheExactPermission() {
        assertThat(judgeInBothOrders(List.of(permission("*"), permission(REFUND, "100", false))))
                .isEqualTo(new Blocked("Amount 5000.00 exceeds maximum allowed 100.00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100",
                "100.0",
                "100.00",
                "1e2",
                "1E+2",
                "10000e-2",
                "99.99",
                "99.999999999999999999999999999999",
                "0",
                "-0",
                "0.00",
                "1e-500"
            })
    void anAmountUpToTheLimitPasses(String amount) {
        assertThat(judge(List.of(permission(REFUND, "100.00", false)), "{\"amount\":" + amount + "}"))
                .isEqualTo(new Granted());
        assertThat(judge(List.of(permission(REFUND, "100", false)), "{\"amount\":" + amount + "}"))
                .isEqualTo(new Granted());
    }

    @ParameterizedTest
    @CsvSource({
        "150,             100,     150.00,          100.00",
        "150.00,          100.00,  150.00,          100.00",
        "150.5,           100.5,   150.50,          100.50",
        "100.01,          100,     100.01,          100.00",
        "100.001,         100,     100.001,         100.00",
        "1.5e2,           100,     150.00,          100.00",
        "2e5,             100,     200000.00,       100.00",
        "0.0001,          0,       0.0001,          0.00",
        "0.3,             0.2999,  0.30,            0.2999",
        "1,               0.0000,  1.00,            0.00",
        "100.0000000000000000000000000000001, 100, 100.0000000000000000000000000000001, 100.00"
    })
    void anAmountOverTheLimitIsBlockedWithBothNamed(String amount, String limit, String shown, String shownLimit) {
        assertThat(judge(List.of(permission(REFUND, limit, false)), "{\"amount\":" + amount + "}"))
                .isEqualTo(new Blocked("Amount " + shown + " exceeds maximum allowed " + shownLimit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"amount\":null}",
                "{\"amount\":\"50\"}",
                "{\"amount\":\"\"}",
                "{\"amount\":true}",
                "{\"amount\":[50]}",
                "{\"amount\":{\"value\":50}}",
                "{\"Amount\":50}",
                "{\"payment\":{\"amount\":50}}"
            })
    void withALimitAnAmountThatIsMissingOrNoNumberIsBlocked(String context) {
        Blocked blocked = new Blocked("A numeric amount is required: the maximum allowed is 100.00");
        assertThat(judge(List.of(permission(REFUND, "100", false)), context)).isEqualTo(blocked);
        assertThat(judge(List.of(permission(REFUND, "100", true)), context)).isEqualTo(blocked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e1001", "1e999999999", "1e99999999999999", "-1e999999999", "1e-999999999"})
    void withALimitAHugeExponentIsBlockedAtOnce(String amount) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(judge(List.of(permission(REFUND, "100", false)), "{\"amount\":" + amount + "}"))
                        .isInstanceOf(Blocked.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"amount\":\"lots\"}", "{\"amount\":1e999999999}"})
    void withoutALimitTheAmountIsNotLookedAt(String context) {
        assertThat(judge(List.of(permission(REFUND)), context)).isEqualTo(new Granted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stripe.refund ",
                " stripe.refund",
                "Stripe.Refund",
                "STRIPE.REFUND",
                "stripe.refund\u00a0",
                "\uff53tripe.refund",
                "\u017ftripe.refund"
            })
    void anotherSpellingDoesNotPassByAnExactRule(String spelling) {
        List<Permission> permissions = List.of(permission("stripe.*"), permission(REFUND, "100", true));

        assertThat(judge(permissions, spelling, "{\"amount\":50}")).isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
        assertThat(judge(permissions, spelling, "{\"amount\":150}")).isInstanceOf(Blocked.class);
    }

    @Test
    void ofPermissionsThatDifferInFormOnlyTheStrictestCounts() {
        List<Permission> doubles = List.of(
                permission("Stripe.Refund"),
                permission(REFUND, "100", false),
                permission("stripe.refunD", "500", true));

        assertThat(judgeInBothOrders(doubles)).isEqualTo(new Blocked("Amount 5000.00 exceeds maximum allowed 100.00"));
        assertThat(judge(doubles, "{\"amount\":50}")).isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
    }

    @Test
    void theReasonNamesTheActionAsItWasSent() {
        assertThat(judge(List.of(), "Stripe.Refund", "{}"))
                .isEqualTo(new Blocked("No permission for action 'Stripe.Refund'"));
    }

    @Test
    void aChangedPermissionIsJudgedAsItIsNow() {
        Permission permission = permission("stripe.charge", "100", false);
        permission.permit(Action.of(REFUND));
        permission.limit(null);
        permission.changeEffect(Effect.ASK);
        assertThat(judge(List.of(permission), "{\"amount\":5000}")).isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
        assertThat(permission.maxAmount()).isEmpty();
    }

    @Test
    void aPermissionCountsOnlyWhereItsConditionHolds() {
        List<Permission> rules = List.of(
                rule(REFUND, Effect.ALLOW, "context.amount <= 500"), rule(REFUND, Effect.ASK, "context.amount > 500"));

        assertThat(judge(rules, "{\"amount\":499.90}")).isEqualTo(new Granted());
        assertThat(judge(rules, "{\"amount\":500}")).isEqualTo(new Granted());
        assertThat(judge(rules, "{\"amount\":500.01}")).isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
    }

    @Test
    void whereTheConditionOfTheMostSpecificDoesNotHoldTheNextOneDecides() {
        List<Permission> rules =
                List.of(rule("stripe.*", Effect.ASK, null), rule(REFUND, Effect.ALLOW, "context.currency == 'EUR'"));

        assertThat(judge(rules, "{\"currency\":\"EUR\"}")).isEqualTo(new Granted());
        assertThat(judge(rules, "{\"currency\":\"USD\"}")).isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
    }

    @Test
    void aPermissionThatBlocksWinsOverMoreSpecificOnes() {
        Permission block = rule("*", Effect.BLOCK, "context.customer == 'mallory'");
        List<Permission> rules = List.of(rule(REFUND, Effect.ALLOW, null), block);

        assertThat(judge(rules, "{\"customer\":\"ada\"}")).isEqualTo(new Granted());
        assertThat(judgement(rules, REFUND, "{\"customer\":\"mallory\"}"))
                .isEqualTo(Judgement.by(block, new Blocked("A rule for '*' blocks it")));
    }

    @Test
    void amongEquallySpecificOnesAskingWinsOverAllowing() {
        Permission ask = rule(REFUND, Effect.ASK, "true");

        assertThat(judgement(List.of(rule(REFUND, Effect.ALLOW, null), ask), REFUND, "{}"))
                .isEqualTo(Judgement.by(ask, new NeedsApproval(ApprovalTerms.USUAL)));
    }

    @Test
    void whatCanNotBeEvaluatedIsBlockedAndSaysWhy() {
        List<Permission> rules = List.of(rule(REFUND, Effect.ALLOW, "context.amount <= 500"));

        assertThat(judge(rules, "{}"))
                .isInstanceOfSatisfying(
                        Blocked.class,
                        blocked -> assertThat(blocked.reason())
                                .startsWith("The condition of the rule for 'stripe.refund' can't be evaluated: ")
                                .contains("amount"));
        assertThat(judge(rules, "{\"amount\":\"500\"}")).isInstanceOf(Blocked.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stripe.refund", "Stripe.Refund", " stripe.refund ", "\uff53tripe.refund"})
    void anotherSpellingOfTheActionDoesNotPassByACondition(String spelling) {
        List<Permission> rules =
                List.of(rule("*", Effect.ALLOW, null), rule("*", Effect.BLOCK, "action == '" + REFUND + "'"));

        assertThat(judge(rules, spelling, "{}")).isInstanceOf(Blocked.class);
    }

    @Test
    void aConditionThatDoesNotMatterIsNotEvaluated() {
        List<Permission> rules = List.of(rule("stripe.*", Effect.ALLOW, "context.missing"), permission(REFUND));

        assertThat(judge(rules, "{}")).isEqualTo(new Granted());
    }

    @Test
    void anExpiredPermissionIsNone() {
        List<Permission> rules = Stream.of(NOW, NOW.plusSeconds(1))
                .map(end -> new Permission(
                        "organization", "agent", grant(REFUND, Effect.ALLOW, null, null, end), Instant.EPOCH))
                .toList();

        assertThat(judge(List.of(rules.get(0)), "{}")).isInstanceOf(Blocked.class);
        assertThat(judge(List.of(rules.get(1)), "{}")).isEqualTo(new Granted());
    }

    @Test
    void aPermissionInShadowDecidesNothing() {
        Permission enforced = permission(REFUND);
        for (Effect effect : Effect.values()) {
            assertThat(judge(List.of(inShadow(REFUND, effect)), "{}"))
                    .isEqualTo(new Blocked("No permission for action 'stripe.refund'"));
            assertThat(judgement(List.of(inShadow(REFUND, effect), enforced), REFUND, "{}"))
                    .isEqualTo(Judgement.by(enforced, new Granted()));
        }
    }

    @Test
    void whatAPermissionInShadowWouldChangeIsToldBesideTheVerdict() {
        Permission enforced = permission(REFUND);
        Permission shadow = inShadow("*", Effect.BLOCK);

        Ruling ruling = ruling(List.of(enforced, shadow), AgentStatus.ACTIVE);

        assertThat(ruling.judgement()).isEqualTo(Judgement.by(enforced, new Granted()));
        assertThat(ruling.shadow()).contains(Judgement.by(shadow, new Blocked("A rule for '*' blocks it")));
    }

    @Test
    void anotherPermissionWithTheSameStatusIsADifference() {
        Permission shadow = inShadow(REFUND, Effect.ALLOW);

        assertThat(ruling(List.of(permission("stripe.*"), shadow), AgentStatus.ACTIVE)
                        .shadow())
                .contains(Judgement.by(shadow, new Granted()));
    }

    @Test
    void whatAPermissionInShadowDoesNotChangeIsNotTold() {
        assertThat(ruling(List.of(permission(REFUND), inShadow("stripe.*", Effect.ASK)), AgentStatus.ACTIVE)
                        .shadow())
                .isEmpty();
        assertThat(ruling(List.of(permission(REFUND), inShadow("stripe.charge", Effect.BLOCK)), AgentStatus.ACTIVE)
                        .shadow())
                .isEmpty();
        assertThat(ruling(List.of(inShadow(REFUND, Effect.ALLOW)), AgentStatus.INACTIVE)
                        .shadow())
                .isEmpty();
    }

    @Test
    void whatALimitCanNotCountIsBlockedAndTheRestIsCharged() {
        Permission limited = permission(REFUND);
        limited.limitTo(List.of(sum("10", OverLimit.BLOCK)));

        assertThat(judge(List.of(limited), "{}"))
                .isEqualTo(new Blocked("context.amount must be a number because of the limit: at most 10 of"
                        + " context.amount in 1h"));
        Judgement judgement = judgement(List.of(limited), REFUND, "{\"amount\":4}");
        assertThat(judgement.verdict()).isEqualTo(new Granted());
        assertThat(judgement.charges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.amount()).isEqualByComparingTo("4"));
    }

    @Test
    void overALimitItIsBlockedOrAskedForAsTheLimitSays() {
        Permission limited = permission(REFUND);
        limited.limitTo(List.of(sum("10", OverLimit.ASK), sum("20", OverLimit.BLOCK)));
        Judgement judgement = judgement(List.of(limited), REFUND, "{\"amount\":4}");
        String key = judgement.charges().get(0).usageKey();

        assertThat(judgement.after(Map.of(key, new BigDecimal(6)))).isEqualTo(judgement);
        assertThat(judgement.after(Map.of(key, new BigDecimal(7))).verdict())
                .isEqualTo(new NeedsApproval(ApprovalTerms.USUAL));
        assertThat(judgement.after(Map.of(key, new BigDecimal(17))))
                .isEqualTo(Judgement.by(limited, new Blocked("Over the limit: at most 20 of context.amount in 1h")));
        assertThat(judgement.afterApproval(Map.of(key, new BigDecimal(16)))).isEqualTo(judgement);
        assertThat(judgement.afterApproval(Map.of(key, new BigDecimal(17))).verdict())
                .isInstanceOf(Blocked.class);
    }

    @Test
    void theLimitsOfAllPermissionsThatDecideHoldButThoseInShadowCountNothing() {
        Permission first = permission(REFUND);
        Permission second = permission("Stripe.Refund", null, true);
        Permission shadow = inShadow(REFUND, Effect.ALLOW);
        Permission general = permission("*");
        for (Permission permission : List.of(first, second, shadow, general)) {
            permission.limitTo(List.of(sum("10", OverLimit.BLOCK)));
        }
        List<Permission> all = List.of(first, second, shadow, general);

        Ruling ruling = PermissionPolicy.rule(
                facts(AgentStatus.ACTIVE, REFUND, "{\"amount\":4}"), PermissionSet.of(all), CONDITIONS);

        assertThat(ruling.judgement().charges())
                .extracting(Charge::permissionId)
                .containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(ruling.judgement().verdict()).isInstanceOf(NeedsApproval.class);
    }

    private static Limit sum(String most, OverLimit then) {
        return Limit.read("[{\"sum\":\"context.amount\",\"at_most\":" + most + ",\"per\":\"1h\",\"then\":\""
                        + WireNamed.of(then) + "\"}]")
                .get(0);
    }

    private static Ruling ruling(List<Permission> permissions, AgentStatus status) {
        return PermissionPolicy.rule(facts(status, REFUND, "{}"), PermissionSet.of(permissions), CONDITIONS);
    }

    private static Permission inShadow(String action, Effect effect) {
        Permission permission = rule(action, effect, null);
        permission.become(Mode.SHADOW);
        return permission;
    }

    private static Verdict judgeInBothOrders(List<Permission> permissions) {
        List<Permission> reversed = new ArrayList<>(permissions);
        Collections.reverse(reversed);
        Verdict verdict = judge(permissions, "{\"amount\":5000}");
        assertThat(judge(reversed, "{\"amount\":5000}")).isEqualTo(verdict);
        return verdict;
    }

    private static Verdict judge(List<Permission> permissions, String context) {
        return judge(permissions, REFUND, context);
    }

    private static Verdict judge(List<Permission> permissions, String action, String context) {
        return judgement(permissions, action, context).verdict();
    }

    private static Judgement judgement(List<Permission> permissions, String action, String context) {
        return PermissionPolicy.judge(
                facts(AgentStatus.ACTIVE, action, context), PermissionSet.of(permissions), CONDITIONS);
    }

    private static CheckFacts facts(AgentStatus status, String action, String context) {
        return facts(status, action, context, Optional.empty());
    }

    private static CheckFacts facts(AgentStatus status, String action, String context, Optional<String> onBehalfOf) {
        RequestedAction requested = new RequestedAction(Action.of(action), JsonCodec.parseObject(context), onBehalfOf);
        return new CheckFacts(status, "agent", "refund-bot", requested, NOW);
    }

    private static Permission rule(String action, Effect effect, String condition) {
        return new Permission("organization", "agent", grant(action, effect, condition, null, null), Instant.EPOCH);
    }

    private static NewPermission grant(
            String action, Effect effect, String condition, String maxAmount, Instant expiresAt) {
        return new NewPermission(
                Action.of(action),
                effect,
                Mode.ENFORCE,
                Optional.ofNullable(condition),
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(maxAmount).map(BigDecimal::new),
                List.of(),
                ApprovalTerms.USUAL);
    }

    private static Permission permission(String action) {
        return permission(action, null, false);
    }

    private static Permission permission(String action, String maxAmount, boolean requiresApproval) {
        Effect effect = requiresApproval ? Effect.ASK : Effect.ALLOW;
        return new Permission("organization", "agent", grant(action, effect, null, maxAmount, null), Instant.EPOCH);
    }
}
