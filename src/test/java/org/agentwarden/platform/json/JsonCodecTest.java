package org.agentwarden.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500",
                "50.00",
                "1e2",
                "1E+2",
                "1e-2",
                "-0.0",
                "-0",
                "0.10",
                "12345678901234567890.123456789",
                "1e999999999",
                "1e-999999999",
                "1e99999999999999999999"
            })
    void aNumberIsWrittenAsItWasRead(String lexeme) {
        assertThat(JsonCodec.write(JsonCodec.parse(lexeme))).isEqualTo(lexeme);
        assertThat(JsonCodec.write(JsonCodec.parse("{\"n\":[" + lexeme + "]}"))).isEqualTo("{\"n\":[" + lexeme + "]}");
        assertThat(JsonCodec.parse("[" + lexeme + "]").toString()).isEqualTo("[" + lexeme + "]");
        assertThat(JsonCodec.write(
                        JsonBuilder.of().value("n", JsonCodec.parse(lexeme)).build()))
                .isEqualTo("{\"n\":" + lexeme + "}");
    }

    @Test
    void membersKeepTheirOrder() {
        String text = "{\"z\":1,\"a\":{\"y\":2,\"b\":3},\"\":4,\"m\":null}";
        assertThat(JsonCodec.write(JsonCodec.parse(text))).isEqualTo(text);
    }

    @Test
    void writingIsCompact() {
        assertThat(JsonCodec.write(JsonCodec.parse(" { \"a\" : [ 1 , true , null ] } ")))
                .isEqualTo("{\"a\":[1,true,null]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{} {}",
                "{}}",
                "{}x",
                "{},",
                "[1] 2",
                "1 2",
                "1,",
                "\"a\"b",
                "null null",
                "01",
                "-",
                "+1",
                ".5",
                "5.",
                "1e",
                "1e+",
                "--1",
                "0x10",
                "NaN",
                "Infinity",
                "nul",
                "True",
                "undefined",
                "\"",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"tab\there\"",
                "\"line\nbreak\"",
                "// note\n1",
                "/* note */1",
                "\ufeff{}",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800\\ud800\\udc00\"",
                "\"\ud800\"",
                "{\"\\ud800\":1}",
                "\"\\u0000\"",
                "{\"a\\u0000\":1}",
                "{\"a\":{\"b\":[\"\\u0000\"]}}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"b\":{\"a\":1,\"c\":2,\"a\":1}}]"
            })
    void whatIsNotStrictJsonIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> JsonCodec.parse(text))
                .isExactlyInstanceOf(MalformedJson.class)
                .hasNoCause()
                .message()
                .isNotBlank()
                .hasSizeLessThan(200)
                .matches("[^\\p{Cntrl}]*")
                .doesNotContainIgnoringCase("parsson", "jakarta", "tokenizer", "exception");
    }

    @Test
    void aKeyThatStandsTwiceIsNamed() {
        assertThatThrownBy(() -> JsonCodec.parse("{\"amount\":1,\"amount\":2}")).hasMessageContaining("'amount'");
    }

    @Test
    void aHugeOrUnprintableKeyThatStandsTwiceIsNotRepeated() {
        String huge = "k".repeat(10_000);
        assertThatThrownBy(() -> JsonCodec.parse("{\"" + huge + "\":1,\"" + huge + "\":2}"))
                .isInstanceOf(MalformedJson.class)
                .message()
                .hasSizeLessThan(200);
        assertThatThrownBy(() -> JsonCodec.parse("{\"a\\nb\":1,\"a\\nb\":2}"))
                .isInstanceOf(MalformedJson.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theSameKeyInDifferentObjectsIsFine() {
        String text = "{\"a\":{\"a\":1},\"b\":{\"a\":[{\"a\":2},{\"a\":3}]}}";
        assertThat(JsonCodec.write(JsonCodec.parse(text))).isEqualTo(text);
    }

    @Test
    void surrogatePairsAreKept() {
        assertThat(JsonCodec.write(JsonCodec.parse("\"\\ud83d\\ude00\ud83d\ude00\"")))
                .isEqualTo("\"\ud83d\ude00\ud83d\ude00\"");
    }

    @ParameterizedTest
    @CsvSource({"[,]", "'{\"a\":',}"})
    void nestingIsAllowedToTheLimitAndNoDeeper(String open, String close) {
        int containers = JsonCodec.MAX_DEPTH - 1;
        JsonCodec.parse(open.repeat(containers) + "1" + close.repeat(containers));

        assertThatThrownBy(() -> JsonCodec.parse(open.repeat(65) + "1" + close.repeat(65)))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("64");
        assertThatThrownBy(() -> JsonCodec.parse(open.repeat(100_000))).isInstanceOf(MalformedJson.class);
    }

    @Test
    void sixtyFourContainersAreAllowedWhateverTheInnermostHolds() {
        for (String innermost : List.of("", "1", "\"a\"", "null")) {
            String text = "[".repeat(64) + innermost + "]".repeat(64);
            assertThat(JsonCodec.write(JsonCodec.parse(text))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
    void onlyAnObjectIsReadAsAnObject(String text) {
        assertThatThrownBy(() -> JsonCodec.parseObject(text))
                .isInstanceOf(MalformedJson.class)
                .hasMessage("must be a JSON object");
    }

    @ParameterizedTest
    @CsvSource({
        "500, 500.0",
        "500, 5e2",
        "500, 0.5E+3",
        "0, -0.0",
        "0, 0e77",
        "0, 0e99999999999999999999",
        "1e999999999, 10e999999998",
        "1e-999999999, 0.1e-999999998",
        "1e2147483648, 10e2147483647",
        "1e-2147483648, 0.1e-2147483647",
        "-1.50, -15e-1",
        "1e0000000000000000000000002, 100"
    })
    void numbersOfOneValueHaveOneCanonicalForm(String one, String other) {
        assertThat(canonical(one)).isEqualTo(canonical(other));
    }

    @ParameterizedTest
    @CsvSource({
        "1, -1",
        "1, 10",
        "0, 1",
        "500, 500.01",
        "1e999999999, 1e999999998",
        "9007199254740992, 9007199254740993",
        "1e2147483648, 1e2147483649"
    })
    void numbersOfDifferentValuesHaveDifferentCanonicalForms(String one, String other) {
        assertThat(canonical(one)).isNotEqualTo(canonical(other));
    }

    @Test
    void theCanonicalFormSortsKeysAtEveryDepthAndKeepsArraysInOrder() {
        assertThat(canonical("{\"b\":[{\"d\":1,\"c\":2},3],\"a\":\"x\"}"))
                .isEqualTo(canonical("{\"a\":\"x\",\"b\":[{\"c\":2.0,\"d\":1},3]}"));
        assertThat(canonical("[1,2]")).isNotEqualTo(canonical("[2,1]"));
    }

    @Test
    void theCanonicalFormTellsTypesApart() {
        assertThat(canonical("\"1\"")).isNotEqualTo(canonical("1"));
        assertThat(canonical("null")).isNotEqualTo(canonical("\"null\""));
        assertThat(canonical("{}")).isNotEqualTo(canonical("[]"));
        assertThat(canonical("{\"a\":\"b\\\",\\\"c\\\":\\\"d\"}")).isNotEqualTo(canonical("{\"a\":\"b\",\"c\":\"d\"}"));
    }

    @Test
    void theCanonicalFormOfANumberOfTheServersOwnIsTheSame() {
        assertThat(JsonCodec.canonical(Json.createValue(new BigDecimal("5E+2"))))
                .isEqualTo(canonical("500"));
        assertThat(JsonCodec.canonical(Json.createValue(500))).isEqualTo(canonical("500"));
    }

    @Test
    void aNumberOfAMillionDigitsCostsNothing() {
        String digits = "1" + "0".repeat(1_000_000);
        for (String lexeme :
                new String[] {digits, "9".repeat(1_000_000), "0." + digits, "1e" + digits, "1e-" + digits}) {
            assertTimeoutPreemptively(AT_ONCE, () -> {
                JsonValue number = JsonCodec.parse(lexeme);
                assertThat(JsonCodec.decimal(number)).isEmpty();
                assertThat(JsonCodec.canonical(number)).isNotEmpty();
                assertThat(JsonCodec.write(number)).hasSameSizeAs(lexeme);
                assertThat(number).isEqualTo(JsonCodec.parse(lexeme)).hasSameHashCodeAs(JsonCodec.parse(lexeme));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"500", "50.00", "-0.5", "1e2", "1e1000", "1e-1000", "0"})
    void aSaneNumberHasItsDecimalValue(String lexeme) {
        assertThat(JsonCodec.decimal(JsonCodec.parse(lexeme))).contains(new BigDecimal(lexeme));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "true", "null", "[]", "{}", "1e1001", "1e-1001", "1e999999999", "1e99999999999"})
    void whatIsNoNumberOrAbsurdlyLargeHasNoDecimalValue(String text) {
        assertThat(JsonCodec.decimal(JsonCodec.parse(text))).isEmpty();
    }

    @Test
    void aThousandDigitsAreADecimalAndOneMoreIsNot() {
        assertThat(JsonCodec.decimal(JsonCodec.parse("9".repeat(1_000)))).isPresent();
        assertThat(JsonCodec.decimal(JsonCodec.parse("9".repeat(1_001)))).isEmpty();
    }

    @Test
    void randomTreesSurviveReadingAndWriting() {
        for (int seed = 0; seed < 3_000; seed++) {
            String text = new RandomJson(new Random(seed)).value(0);
            JsonValue tree = JsonCodec.parse(text);
            assertThat(JsonCodec.write(tree)).as("seed %d", seed).isEqualTo(text);
            assertThat(JsonCodec.parse(text))
                    .as("seed %d", seed)
                    .isEqualTo(tree)
                    .hasSameHashCodeAs(tree);
            assertThat(JsonCodec.canonical(JsonCodec.parse(JsonCodec.canonical(tree))))
                    .as("seed %d", seed)
                    .isEqualTo(JsonCodec.canonical(tree));
        }
    }

    @Test
    void damagedTextIsReadOrRefusedAndNothingElse() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            String damaged = damage(new RandomJson(random).value(0), random);
            try {
                JsonValue tree = JsonCodec.parse(damaged);
                assertThat(JsonCodec.parse(JsonCodec.write(tree)))
                        .as("seed %d", seed)
                        .isEqualTo(tree);
            } catch (MalformedJson e) {
                assertThat(e).as("seed %d", seed).hasMessageNotContaining("\n");
            }
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        String strays = "{}[]\",:\\eE+-.0u\u0000\ud800\udc00 \n\u00ff\u2028x";
        for (int i = random.nextInt(3); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, strays.charAt(random.nextInt(strays.length())));
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString();
    }

    private static String canonical(String text) {
        return JsonCodec.canonical(JsonCodec.parse(text));
    }

    @Test
    void aNumberIsAJsonNumber() {
        assertThat(JsonCodec.parse("1.50")).isInstanceOf(JsonNumber.class);
        assertThat(JsonCodec.parse("1.50").getValueType()).isEqualTo(JsonValue.ValueType.NUMBER);
    }
}
