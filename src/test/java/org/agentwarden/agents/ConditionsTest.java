package org.agentwarden.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.agentwarden.platform.json.JsonCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

    private static final String CONTEXT = """
            {"amount": 499.90, "count": 3, "large": 9007199254740993, "currency": "EUR", "note": null, "urgent": true,
             "items": [{"sku": "a", "price": 10}, {"sku": "b", "price": 20.5}], "huge": 1e400, "vast": 1e99999999999999, "tiny": 1e-99999999999999}
            """;

    private final Conditions conditions = new Conditions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.amount <= 500",
                "context.amount < 500.0 && context.count == 3",
                "context.large == 9007199254740993",
                "context.large != 9007199254740992",
                "context.currency in ['EUR', 'CHF']",
                "context.currency.startsWith('E') && size(context.currency) == 3",
                "context.note == null",
                "context.urgent",
                "has(context.amount) && !has(context.discount)",
                "context.items.exists(item, item.price > 20)",
                "context.items.all(item, item.sku != 'c')",
                "context['currency'] == 'EUR'",
                "agent.name == 'refund-bot' && agent.id == 'agent-1'",
                "action == 'stripe.refund'",
                "now > timestamp('2026-11-29T00:00:00Z')",
                "now.getDayOfWeek('Europe/Berlin') == 0 && now.getHours('Europe/Berlin') == 13",
                "context.huge > 1",
                "context.vast > 1 && context.tiny < 1",
                "true"
            })
    void theseHold(String condition) throws Exception {
        assertThat(conditions.hold(condition, facts())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"context.amount > 500", "context.currency == 'USD'", "context.amount == '499.90'", "false"})
    void theseDoNotHold(String condition) throws Exception {
        assertThat(conditions.hold(condition, facts())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"context.discount > 1", "context.currency > 1", "context.items[7].price > 1", "context.note"})
    void whatCanNotBeToldSaysWhy(String condition) {
        assertThatThrownBy(() -> conditions.hold(condition, facts()))
                .isInstanceOf(ConditionFailed.class)
                .message()
                .isNotBlank()
                .doesNotContain("evaluation error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    context.amount <=           | column 18
                    contxt.amount > 1           | column 1: undeclared reference to 'contxt'
                    context.amount              | column
                    1 + 1                       | expected type 'bool'
                    action.matches('a.*b')      | matches
                    '\ncontext.amount > '       | column
                    """)
    void whatIsNoConditionSaysWhere(String text, String reason) {
        String condition = text.equals("context.amount") ? "context.amount +" : text;
        assertThatThrownBy(() -> Conditions.check(condition))
                .isInstanceOf(InvalidCondition.class)
                .hasMessageContaining(reason.strip());
    }

    @Test
    void aConditionHasABoundOnItsPartsAndItsDepth() {
        String long_ = String.join(" && ", Collections.nCopies(200, "true"));
        String deep = "(".repeat(400) + "true" + ")".repeat(400);

        assertThatThrownBy(() -> Conditions.check(long_)).isInstanceOf(InvalidCondition.class);
        assertThatThrownBy(() -> Conditions.check(deep)).isInstanceOf(InvalidCondition.class);
        assertThatCode(() -> Conditions.check(String.join(" && ", Collections.nCopies(50, "context.a == 1"))))
                .doesNotThrowAnyException();
    }

    @Test
    void textsAndListsAreNotJoined() {
        assertThatThrownBy(() -> Conditions.check("'a' + 'b' == 'ab'")).isInstanceOf(InvalidCondition.class);
        assertThatThrownBy(() -> conditions.hold("context.currency + context.currency == 'EUREUR'", facts()))
                .isInstanceOf(ConditionFailed.class);
        assertThatThrownBy(() -> conditions.hold("size(context.items + context.items) == 4", facts()))
                .isInstanceOf(ConditionFailed.class);
    }

    @Test
    void aLoopWithinALoopEndsSoon() {
        String numbers = "[" + String.join(",", Collections.nCopies(5_000, "1")) + "]";
        CheckFacts facts = facts("{\"numbers\":" + numbers + "}");

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> conditions.hold(
                                "context.numbers.all(a, context.numbers.all(b, context.numbers.all(c, a + b + c > 0)))",
                                facts))
                        .isInstanceOf(ConditionFailed.class));
    }

    @Test
    void thePersonForWhomTheAgentActsIsKnownAndEmptyWhereNobodyIsNamed() throws ConditionFailed {
        assertThat(conditions.hold("on_behalf_of == \"ada@example.com\"", facts("{}", Optional.of("ada@example.com"))))
                .isTrue();
        assertThat(conditions.hold("on_behalf_of == \"\"", facts("{}", Optional.empty())))
                .isTrue();
    }

    private static CheckFacts facts() {
        return facts(CONTEXT);
    }

    private static CheckFacts facts(String context) {
        return facts(context, Optional.empty());
    }

    private static CheckFacts facts(String context, Optional<String> onBehalfOf) {
        return new CheckFacts(
                AgentStatus.ACTIVE,
                "agent-1",
                "refund-bot",
                new RequestedAction(Action.of("stripe.refund"), JsonCodec.parseObject(context), onBehalfOf),
                Instant.parse("2026-11-29T12:30:00Z"));
    }
}
