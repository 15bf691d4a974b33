package org.agentwarden.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactNumberTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(strings = {"0", "500", "50.00", "1e2", "-12.75", "2147483648", "9223372036854775808", "1e-3"})
    void itsValuesAreThoseOfTheServersOwnNumber(String lexeme) {
        JsonNumber exact = new ExactNumber(lexeme);
        JsonNumber plain = Json.createValue(new BigDecimal(lexeme));

        assertThat(exact.isIntegral()).isEqualTo(plain.isIntegral());
        assertThat(exact.intValue()).isEqualTo(plain.intValue());
        assertThat(exact.longValue()).isEqualTo(plain.longValue());
        assertThat(exact.doubleValue()).isEqualTo(plain.doubleValue());
        assertThat(exact.bigIntegerValue()).isEqualTo(plain.bigIntegerValue());
        assertThat(exact.bigDecimalValue()).isEqualTo(plain.bigDecimalValue());
        assertThat(exact.numberValue()).isEqualTo(plain.bigDecimalValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "500", "50.00", "1e2", "-12.75"})
    void itEqualsTheServersOwnNumberBothWays(String lexeme) {
        JsonNumber exact = new ExactNumber(lexeme);
        JsonNumber plain = Json.createValue(new BigDecimal(lexeme));

        assertThat(exact.equals(plain)).isTrue();
        assertThat(plain.equals(exact)).isTrue();
        assertThat(exact).hasSameHashCodeAs(plain);
    }

    @Test
    void anExactValueThatDoesNotFitIsRefused() {
        assertThat(new ExactNumber("7").intValueExact()).isEqualTo(7);
        assertThat(new ExactNumber("7").longValueExact()).isEqualTo(7L);
        assertThat(new ExactNumber("7.0").bigIntegerValueExact()).isEqualTo("7");
        assertThatThrownBy(() -> new ExactNumber("2147483648").intValueExact()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new ExactNumber("1.5").longValueExact()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new ExactNumber("1.5").bigIntegerValueExact()).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "1e99999999999", "1e-99999999999"})
    void noQuestionToAHugeExponentHangs(String lexeme) {
        List<Function<JsonNumber, Object>> questions = List.of(
                JsonNumber::isIntegral,
                JsonNumber::intValue,
                JsonNumber::intValueExact,
                JsonNumber::longValue,
                JsonNumber::longValueExact,
                JsonNumber::bigIntegerValue,
                JsonNumber::bigIntegerValueExact,
                JsonNumber::doubleValue,
                JsonNumber::bigDecimalValue,
                JsonNumber::numberValue);
        for (Function<JsonNumber, Object> question : questions) {
            assertTimeoutPreemptively(AT_ONCE, () -> {
                try {
                    question.apply(new ExactNumber(lexeme));
                } catch (ArithmeticException e) {
                    assertThat(e).hasMessageNotContaining("\n");
                }
            });
        }
    }

    @Test
    void equalityOfHugeExponentsIsTotal() {
        ExactNumber beyond = new ExactNumber("1e99999999999");
        assertThat(beyond)
                .isEqualTo(new ExactNumber("1e99999999999"))
                .hasSameHashCodeAs(new ExactNumber("1e99999999999"))
                .isNotEqualTo(new ExactNumber("1e99999999998"))
                .isNotEqualTo(new ExactNumber("1"));
        assertThat(new ExactNumber("1")).isNotEqualTo(beyond).isNotEqualTo("1");
        assertThat(new ExactNumber("1e999999999")).isNotEqualTo(new ExactNumber("1e999999998"));
    }
}
