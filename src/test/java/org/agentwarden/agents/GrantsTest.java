package org.agentwarden.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.agents.Verdict.NeedsApproval;
import org.agentwarden.budgets.Charge;
import org.agentwarden.budgets.Limit;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;

/** What was granted with an approval answers the permission that asked, and nothing else. */
class GrantsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String REFUND = "stripe.refund";
    private static final String AMOUNT = "{\"amount\":40}";
    private static final Optional<String> NOBODY = Optional.empty();
    private static final GrantTerms TERMS =
            new GrantTerms(Duration.ofHours(1), Optional.of(new BigDecimal(3)), Optional.of(new BigDecimal(100)));

    private final Permission asking = rule(REFUND, Effect.ASK, null, null);
    private final Permission grant = granted(asking, NOBODY);

    @Test
    void theGrantAllowsWhatItsPermissionAsksFor() {
        Judgement judgement = judge(AMOUNT, NOBODY, NOW, asking, grant);

        assertThat(judgement.verdict()).isEqualTo(new Granted());
        assertThat(judgement.permissionId()).contains(grant.id());
        assertThat(judgement.ofRules().verdict()).isInstanceOf(NeedsApproval.class);
        assertThat(judgement.ofRules().permissionId()).contains(asking.id());
        assertThat(judgement.ofRules().charges()).isEmpty();
    }

    @Test
    void itHoldsFromItsBeginningUntilItsEnd() {
        assertThat(verdict(AMOUNT, NOBODY, NOW.minusSeconds(1))).isInstanceOf(NeedsApproval.class);
        assertThat(verdict(AMOUNT, NOBODY, NOW.plusSeconds(3_599))).isEqualTo(new Granted());
        assertThat(verdict(AMOUNT, NOBODY, NOW.plusSeconds(3_600))).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void overItsLimitThePermissionAsksAgainAsIfThereWereNoGrant() {
        Judgement judgement = judge(AMOUNT, NOBODY, NOW, asking, grant);
        List<String> keys = judgement.charges().stream().map(Charge::usageKey).toList();

        assertThat(judgement.after(Map.of(keys.get(0), new BigDecimal(2), keys.get(1), new BigDecimal(60))))
                .isEqualTo(judgement);
        assertThat(judgement.after(Map.of(keys.get(0), new BigDecimal(3)))).isEqualTo(judgement.ofRules());
        assertThat(judgement.after(Map.of(keys.get(1), new BigDecimal("60.01"))))
                .isEqualTo(judgement.ofRules());
    }

    @Test
    void itIsBoundToThePersonOfTheApproval() {
        Permission forAda = granted(asking, Optional.of("ada"));

        assertThat(judge(AMOUNT, Optional.of("ada"), NOW, asking, forAda).verdict())
                .isEqualTo(new Granted());
        assertThat(judge(AMOUNT, Optional.of("bob"), NOW, asking, forAda).verdict())
                .isInstanceOf(NeedsApproval.class);
        assertThat(judge(AMOUNT, NOBODY, NOW, asking, forAda).verdict()).isInstanceOf(NeedsApproval.class);
        assertThat(verdict(AMOUNT, Optional.of("ada"), NOW)).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void aBlockStillWinsAndSoDoesTheMaximumAmount() {
        assertThat(judge(AMOUNT, NOBODY, NOW, asking, grant, rule("*", Effect.BLOCK, null, null))
                        .verdict())
                .isEqualTo(new Blocked("A rule for '*' blocks it"));
        Permission limited = rule(REFUND, Effect.ASK, null, "30");
        assertThat(judge(AMOUNT, NOBODY, NOW, limited, granted(limited, NOBODY)).verdict())
                .isInstanceOf(Blocked.class);
    }

    @Test
    void whateverElseAsksStillAsks() {
        Permission other = rule("Stripe.Refund", Effect.ASK, "true", null);

        Judgement judgement = judge(AMOUNT, NOBODY, NOW, asking, other, grant);

        assertThat(judgement.verdict()).isInstanceOf(NeedsApproval.class);
        assertThat(judge(AMOUNT, NOBODY, NOW, asking, other, grant, granted(other, NOBODY))
                        .verdict())
                .isEqualTo(new Granted());
    }

    @Test
    void itAllowsNothingOfItsOwn() {
        Permission general = rule("*", Effect.ASK, null, null);

        assertThat(judge(AMOUNT, NOBODY, NOW, grant).verdict())
                .isEqualTo(new Blocked("No permission for action 'stripe.refund'"));
        assertThat(judge(AMOUNT, NOBODY, NOW, general, grant).verdict()).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void ofAWildcardItAnswersTheActionOfTheApprovalAlone() {
        Permission all = rule("stripe.*", Effect.ASK, null, null);
        Permission ofAsterisk = new Permission(
                agent(),
                TERMS.inPlaceOf(all, Action.of("stripe.*"), NOW),
                new GrantSource("approval", all.id(), NOBODY),
                NOW);

        assertThat(judge(AMOUNT, NOBODY, NOW, all, granted(all, NOBODY)).verdict())
                .isEqualTo(new Granted());
        assertThat(judge(AMOUNT, NOBODY, NOW, all, ofAsterisk).verdict()).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void itKeepsTheConditionAndTheMaximumAmountThatThePermissionHadThen() {
        Permission narrow = rule(REFUND, Effect.ASK, "context.currency == \"EUR\"", "50");
        Permission given = granted(narrow, NOBODY);
        narrow.applyWhen(null);
        narrow.limit(null);

        assertThat(judge("{\"amount\":50,\"currency\":\"EUR\"}", NOBODY, NOW, narrow, given)
                        .verdict())
                .isEqualTo(new Granted());
        assertThat(judge("{\"amount\":51,\"currency\":\"EUR\"}", NOBODY, NOW, narrow, given)
                        .verdict())
                .isInstanceOf(NeedsApproval.class);
        assertThat(judge(AMOUNT, NOBODY, NOW, narrow, given).verdict()).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void whatItCanNotCountIsAskedFor() {
        assertThat(verdict("{}", NOBODY, NOW)).isInstanceOf(NeedsApproval.class);
        assertThat(verdict("{\"amount\":-1}", NOBODY, NOW)).isInstanceOf(NeedsApproval.class);
    }

    @Test
    void theLimitsOfThePermissionThatAskedHoldAndCountAsWell() {
        asking.limitTo(Limit.read("[{\"count\":10,\"per\":\"1h\",\"by\":\"agent\",\"then\":\"block\"}]"));

        Judgement judgement = judge(AMOUNT, NOBODY, NOW, asking, grant);

        assertThat(judgement.charges())
                .extracting(Charge::permissionId)
                .containsExactly(asking.id(), grant.id(), grant.id());
        String ofAsking = judgement.charges().get(0).usageKey();
        assertThat(judgement.after(Map.of(ofAsking, BigDecimal.TEN)).verdict()).isInstanceOf(Blocked.class);
    }

    private Verdict verdict(String context, Optional<String> person, Instant now) {
        return judge(context, person, now, asking, grant).verdict();
    }

    private static Judgement judge(String context, Optional<String> person, Instant now, Permission... permissions) {
        RequestedAction requested = new RequestedAction(Action.of(REFUND), JsonCodec.parseObject(context), person);
        CheckFacts facts = new CheckFacts(AgentStatus.ACTIVE, "agent", "refund-bot", requested, now);
        return PermissionPolicy.judge(facts, PermissionSet.of(List.of(permissions)), new Conditions());
    }

    private static Permission granted(Permission asking, Optional<String> person) {
        return new Permission(
                agent(),
                TERMS.inPlaceOf(asking, Action.of(REFUND), NOW),
                new GrantSource("approval", asking.id(), person),
                NOW);
    }

    private static Permission rule(String action, Effect effect, String condition, String maxAmount) {
        NewPermission wanted = new NewPermission(
                Action.of(action),
                effect,
                Mode.ENFORCE,
                Optional.ofNullable(condition),
                Optional.empty(),
                Optional.ofNullable(maxAmount).map(BigDecimal::new),
                List.of(),
                ApprovalTerms.USUAL);
        return new Permission("organization", "agent", wanted, Instant.EPOCH);
    }

    private static Agent agent() {
        return new Agent("organization", "refund-bot", null, "user", Instant.EPOCH);
    }
}
