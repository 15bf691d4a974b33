package org.agentwarden.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.agentwarden.platform.http.FieldProblem;
import org.agentwarden.platform.http.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

    private enum Colour {
        RED,
        DARK_BLUE
    }

    @Test
    void aTextIsRead() {
        assertThatObject(read("{\"f\":\" ok \"}", fields -> fields.text("f", 4)))
                .isEqualTo(" ok ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"f\":null}"})
    void aRequiredMemberThatIsMissingIsNamed(String json) {
        assertThat(problems(json, fields -> fields.text("f", 9))).containsExactly(required());
        assertThat(problems(json, fields -> fields.texts("f", 9, 9))).containsExactly(required());
        assertThat(problems(json, fields -> fields.choice("f", Colour.class))).containsExactly(required());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"f\":null}"})
    void anOptionalMemberMayBeMissingOrNull(String json) {
        assertThatObject(read(json, fields -> fields.optionalText("f", 9))).isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalFlag("f"))).isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalInteger("f", 0, 9)))
                .isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalAmount("f"))).isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalObject("f", 9))).isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalTexts("f", 9, 9))).isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalChoice("f", Colour.class)))
                .isEqualTo(Optional.empty());
        assertThatObject(read(json, fields -> fields.optionalFlag("f").orElse(true)))
                .isEqualTo(true);
        assertThatObject(read(json, fields -> fields.optionalFlag("f").orElse(false)))
                .isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "\"\"", "\" \\t\\n\"", "\"12345\""})
    void aTextThatCannotBeUsedIsNamedOnce(String value) {
        assertThat(problems(member(value), fields -> fields.text("f", 4)))
                .singleElement()
                .satisfies(RequestFieldsTest::isF);
        assertThat(problems(member(value), fields -> fields.optionalText("f", 4)))
                .singleElement()
                .satisfies(RequestFieldsTest::isF);
    }

    @Test
    void aFlagIsReadAndOnlyAFlag() {
        assertThatObject(
                        read("{\"f\":false}", fields -> fields.optionalFlag("f").orElse(true)))
                .isEqualTo(false);
        assertThatObject(read("{\"f\":true}", fields -> fields.optionalFlag("f")))
                .isEqualTo(Optional.of(true));
        for (String value : List.of("0", "1", "\"true\"", "[]", "{}")) {
            assertThat(problems(
                            member(value), fields -> fields.optionalFlag("f").orElse(false)))
                    .singleElement()
                    .satisfies(RequestFieldsTest::isF);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 10", "1e1, 10", "10.0, 10", "-0, 0", "0e400, 0"})
    void aWholeNumberIsReadInAnySpelling(String value, int expected) {
        assertThatObject(read(member(value), fields -> fields.optionalInteger("f", 0, 10)))
                .isEqualTo(Optional.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "11", "1.5", "1e-1", "1e999999999", "1e-999999999", "4294967296", "\"1\"", "true", "[1]"})
    void anIntegerOutsideItsRangeIsNamed(String value) {
        assertThat(problems(member(value), fields -> fields.optionalInteger("f", 0, 10)))
                .containsExactly(new FieldProblem("f", "must be a whole number from 0 to 10"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0.0",
        "100, 100",
        "50.00, 50.00",
        "0.0001, 0.0001",
        "999999999999999.9999, 999999999999999.9999",
        "1e3, 1000",
        "1e14, 100000000000000",
        "12.5e1, 125",
        "0e500, 0",
        "1.000000, 1",
        "0.0000000000, 0",
        "250e-2, 2.50"
    })
    void anAmountIsReadInPlainDecimals(String value, String expected) {
        assertThat(read(member(value), fields -> fields.optionalAmount("f")).map(BigDecimal::toString))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "-1e400",
                "0.00001",
                "1000000000000000",
                "1e15",
                "1e400",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "\"100\"",
                "true",
                "[]"
            })
    void anAmountThatCannotBeStoredIsNamed(String value) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(problems(member(value), fields -> fields.optionalAmount("f")))
                        .singleElement()
                        .satisfies(RequestFieldsTest::isF));
    }

    @Test
    void anObjectIsMeasuredInBytesOfItsCompactText() {
        String eightBytes = "{ \"a\" : \"\u00e9\" }".replace("\u00e9", "");
        assertThatObject(read(member(eightBytes), fields -> fields.optionalObject("f", 8)))
                .isNotEqualTo(Optional.empty());
        String tenBytes = "{\"a\":\"\u00e9\"}";
        assertThatObject(read(member(tenBytes), fields -> fields.optionalObject("f", 10)))
                .isNotEqualTo(Optional.empty());
        assertThat(problems(member(tenBytes), fields -> fields.optionalObject("f", 9)))
                .containsExactly(new FieldProblem("f", "must not be larger than 9 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "1", "true"})
    void whatIsNoObjectIsNamed(String value) {
        assertThat(problems(member(value), fields -> fields.optionalObject("f", 99)))
                .containsExactly(new FieldProblem("f", "must be an object"));
    }

    @Test
    void aChoiceIsReadByItsNameInLowerCase() {
        assertThatObject(read("{\"f\":\"dark_blue\"}", fields -> fields.choice("f", Colour.class)))
                .isEqualTo(Colour.DARK_BLUE);
        assertThatObject(read("{\"f\":\"red\"}", fields -> fields.optionalChoice("f", Colour.class)))
                .isEqualTo(Optional.of(Colour.RED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"RED\"", "\"green\"", "\" red\"", "\"\"", "0", "null1"})
    void aChoiceThatDoesNotExistIsNamedOnce(String value) {
        String json = value.equals("null1") ? "{\"f\":[\"red\"]}" : member(value);
        assertThat(problems(json, fields -> fields.choice("f", Colour.class)))
                .singleElement()
                .satisfies(RequestFieldsTest::isF);
    }

    @Test
    void theProblemWithAChoiceListsTheChoices() {
        assertThat(problems("{\"f\":\"green\"}", fields -> fields.choice("f", Colour.class)))
                .containsExactly(new FieldProblem("f", "must be one of red, dark_blue"));
    }

    @Test
    void textsAreReadInOrder() {
        assertThatObject(read("{\"f\":[\"b\",\"a\",\"b\"]}", fields -> fields.texts("f", 3, 1)))
                .isEqualTo(List.of("b", "a", "b"));
        assertThatObject(read("{\"f\":[]}", fields -> fields.texts("f", 3, 1))).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a\"", "{}", "1", "[1]", "[\"a\",null]", "[[\"a\"]]", "[\"a\",\"b\",\"c\",\"d\"]", "[\"ab\"]"})
    void textsThatCannotBeUsedAreNamedOnce(String value) {
        assertThat(problems(member(value), fields -> fields.texts("f", 3, 1)))
                .singleElement()
                .satisfies(RequestFieldsTest::isF);
    }

    @Test
    void aMemberIsNamedEvenWhenItIsNull() {
        assertThatObject(read("{\"f\":null}", fields -> fields.names("f"))).isEqualTo(true);
        assertThatObject(read("{\"g\":1}", fields -> fields.names("f"))).isEqualTo(false);
    }

    @Test
    void allProblemsAreNamedInTheOrderOfReading() {
        List<FieldProblem> problems = problems("{\"b\":1,\"c\":\"x\",\"extra\":true}", fields -> {
            fields.text("a", 9);
            fields.optionalText("b", 9);
            fields.optionalAmount("c");
            fields.problem("d", "does not match");
            fields.problem("d", "does not match");
            return "";
        });
        assertThat(problems).extracting(FieldProblem::field).containsExactly("a", "b", "c", "d");
    }

    @Test
    void readingGoesOnWithPlaceholdersAfterAProblem() {
        assertThatThrownBy(() -> body("{\"t\":1,\"c\":1,\"l\":1}").as(fields -> {
                    assertThat(fields.text("t", 9)).isEmpty();
                    assertThat(fields.choice("c", Colour.class)).isNotNull();
                    assertThat(fields.texts("l", 9, 9)).isEmpty();
                    return "";
                }))
                .isInstanceOf(InvalidInput.class);
    }

    private static <T> T read(String json, Function<RequestFields, T> reading) {
        return body(json).as(reading);
    }

    private static List<FieldProblem> problems(String json, Function<RequestFields, ?> reading) {
        RequestFields fields = new RequestFields(JsonCodec.parseObject(json));
        assertThatObject(reading.apply(fields)).isNotNull();
        assertThatThrownBy(() -> body(json).as(reading)).isInstanceOf(InvalidInput.class);
        return fields.problems();
    }

    private static RequestBody body(String json) {
        return new RequestBody(JsonCodec.parseObject(json));
    }

    private static String member(String value) {
        return "{\"f\":" + value + "}";
    }

    private static FieldProblem required() {
        return new FieldProblem("f", "is required");
    }

    private static void isF(FieldProblem problem) {
        assertThat(problem.field()).isEqualTo("f");
        assertThat(problem.message()).startsWith("must ");
    }
}
