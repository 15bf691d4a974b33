package org.agentwarden.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

    private static final int SEEDS = 2_000;

    /** Letters of several scripts with marks, capitals, ligatures, wide letters and spaces. */
    private static final String LETTERS =
            "aZ.* -\u00a0\u2003\u0301\u0327\u00df\u0130\u0131\u01c5\u03a3\u03c2\u1e9e\ufb03\uff21\u0439\uac00\u1100\u1161";

    /** Their capital is a letter behind the one that they belong to, before or behind other marks. */
    private static final String IOTA_MARKS = "\u0345\u1fb3";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stripe.refund        | stripe.refund",
                "Stripe.REFUND        | stripe.refund",
                "` stripe.refund\u00a0`| stripe.refund",
                "send \u2003 e-mail   | send e-mail",
                "\uff53tripe.refund   | stripe.refund",
                "re\u0301fund         | r\u00e9fund",
                "R\u00c9FUND          | r\u00e9fund",
                "stra\u00dfe          | strasse",
                "STRA\u1e9eE          | strasse",
                "\u039f\u03b4\u03bf\u03c2       | \u03bf\u03b4\u03bf\u03c3",
                "\ufb01le.read        | file.read",
                "str\u0131pe          | stripe",
                "stripe.*             | stripe.*",
                "stripe.\uff0a        | stripe.*"
            })
    void theCanonicalFormForgetsHowANameIsWritten(String sent, String canonical) {
        Action action = Action.of(sent);

        assertThat(action.canonical()).isEqualTo(canonical);
        assertThat(action.sent()).isEqualTo(sent);
        assertThat(action.isSameAs(Action.of(canonical))).isTrue();
        assertThat(action.forms()).contains(canonical, sent).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"stripe.refund, stripe.refunds", "stripe.refund, stripe-refund", "r\u00e9fund, refund", "a b, ab"})
    void differentNamesStayDifferent(String one, String other) {
        assertThat(Action.of(one).isSameAs(Action.of(other))).isFalse();
    }

    @Test
    void theCanonicalFormOfEveryCharacterIsItsOwnCanonicalForm() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .mapToObj(character -> "a" + Character.toString(character) + "b")
                .filter(text -> !isStable(text))
                .forEach(text -> fail(text + " has a canonical form with another canonical form"));
    }

    @Test
    void theCanonicalFormOfAnyTextIsItsOwnCanonicalForm() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(randomText(new Random(seed), LETTERS + IOTA_MARKS)).matches(ActionTest::isStable);
        }
    }

    private static boolean isStable(String text) {
        String canonical = Action.of(text).canonical();
        return Action.of(canonical).canonical().equals(canonical);
    }

    @Test
    void capitalsAndWhiteSpaceAtTheEndsMakeNoDifference() {
        for (int seed = 0; seed < SEEDS; seed++) {
            String text = randomText(new Random(seed), LETTERS);
            String canonical = Action.of(text).canonical();

            assertThat(Action.of(text.toUpperCase(Locale.ROOT)).canonical()).isEqualTo(canonical);
            assertThat(Action.of("  " + text + "\u00a0").canonical()).isEqualTo(canonical);
        }
    }

    private static String randomText(Random random, String alphabet) {
        return random.ints(1 + random.nextInt(12), 0, alphabet.length())
                .mapToObj(index -> String.valueOf(alphabet.charAt(index)))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x09, 0x0a, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b,
                0x200d, 0x200e, 0x2028, 0x2029, 0x202e, 0x2060, 0x2066, 0x2800, 0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff,
                0xffa0, 0xfff9, 0xffff, 0x1d159, 0x1d173, 0xe0001, 0xe0100, 0x10ffff
            })
    void anInvisibleCharacterIsRefusedByItsNumber(int character) {
        assertThat(Action.of("stripe.re" + Character.toString(character) + "fund")
                        .objection())
                .contains("must not contain the invisible character U+%04X".formatted(character));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stripe.refund", "Stripe Refund", "\u00fcber.weisung", "\u9001\u91d1", "stripe.*", "a/b:c#d"})
    void whatPeopleCanSeeIsTaken(String name) {
        assertThat(Action.of(name).objection()).isEmpty();
    }

    @Test
    void aNameIsNeitherBlankNorLongerThan200CharactersInEitherForm() {
        assertThat(Action.of("a".repeat(200)).objection()).isEmpty();
        assertThat(Action.of("a".repeat(201)).objection()).isPresent();
        assertThat(Action.of("\ufdfa".repeat(12)).objection()).isPresent();
        assertThat(Action.of("\u00a0\u3000").objection()).contains("must not be blank");
    }
}
