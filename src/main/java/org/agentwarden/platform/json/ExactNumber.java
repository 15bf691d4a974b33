package org.agentwarden.platform.json;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A JSON number that is written again exactly as it was read: {@code 50.00} stays {@code 50.00}. Its length and exponent
 * are the caller's choice, so a conversion that would cost more than a thousand digits throws an
 * {@link ArithmeticException} instead.
 */
final class ExactNumber implements JsonNumber {

    private static final int MAX_DIGITS = 1_000;

    /** A thousand digits with sign, point and exponent; Java reads longer ones in time that grows with the square. */
    private static final int MAX_LENGTH = MAX_DIGITS + 100;

    private final String lexeme;

    ExactNumber(String lexeme) {
        this.lexeme = lexeme;
    }

    static ExactNumber of(JsonNumber number) {
        return number instanceof ExactNumber exact ? exact : new ExactNumber(number.toString());
    }

    /** The value, unless it has more than a thousand digits or its scale is beyond a thousand. */
    Optional<BigDecimal> decimal() {
        return compact()
                .filter(value -> value.precision() <= MAX_DIGITS && Math.abs((long) value.scale()) <= MAX_DIGITS);
    }

    /** One text for all spellings of a value: significant digits and exponent, which is never written out as zeros. */
    String canonical() {
        int e = Math.max(lexeme.indexOf('e'), lexeme.indexOf('E'));
        String mantissa = e < 0 ? lexeme : lexeme.substring(0, e);
        String exponent = e < 0 ? "0" : lexeme.substring(e + 1);
        int point = mantissa.indexOf('.');
        int decimals = point < 0 ? 0 : mantissa.length() - point - 1;
        String digits = mantissa.replace("-", "").replace(".", "");
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        if (first == digits.length()) {
            return "0";
        }
        if (exponent.length() > MAX_DIGITS) {
            return lexeme;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        BigInteger shift = BigInteger.valueOf((long) digits.length() - end - decimals);
        String sign = mantissa.startsWith("-") ? "-" : "";
        return sign + digits.substring(first, end) + 'e' + new BigInteger(exponent).add(shift);
    }

    /** The value as Java holds it without cost: the exponent may still be huge. */
    private Optional<BigDecimal> compact() {
        if (lexeme.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(lexeme));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private BigDecimal convertible() {
        return decimal().orElseThrow(ExactNumber::tooLarge);
    }

    private static ArithmeticException tooLarge() {
        return new ArithmeticException("number of more than " + MAX_DIGITS + " digits");
    }

    @Override
    public boolean isIntegral() {
        return compact().filter(value -> value.scale() == 0).isPresent();
    }

    @Override
    public int intValue() {
        return convertible().intValue();
    }

    @Override
    public int intValueExact() {
        return convertible().intValueExact();
    }

    @Override
    public long longValue() {
        return convertible().longValue();
    }

    @Override
    public long longValueExact() {
        return convertible().longValueExact();
    }

    @Override
    public BigInteger bigIntegerValue() {
        return convertible().toBigInteger();
    }

    @Override
    public BigInteger bigIntegerValueExact() {
        return convertible().toBigIntegerExact();
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(lexeme);
    }

    @Override
    public BigDecimal bigDecimalValue() {
        return compact().orElseThrow(ExactNumber::tooLarge);
    }

    @Override
    public Number numberValue() {
        return bigDecimalValue();
    }

    @Override
    public ValueType getValueType() {
        return ValueType.NUMBER;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof JsonNumber number)) {
            return false;
        }
        ExactNumber that = of(number);
        Optional<BigDecimal> value = compact();
        return value.equals(that.compact()) && (value.isPresent() || lexeme.equals(that.lexeme));
    }

    @Override
    public int hashCode() {
        return compact().map(BigDecimal::hashCode).orElseGet(lexeme::hashCode);
    }

    @Override
    public String toString() {
        return lexeme;
    }
}
