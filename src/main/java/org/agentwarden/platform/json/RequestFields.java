package org.agentwarden.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.agentwarden.platform.http.FieldProblem;
import org.agentwarden.platform.http.IsoTime;
import org.agentwarden.settings.WireNamed;

/**
 * Typed reading of a JSON object's members. A wrong member is noted and a placeholder given in its place, so that one
 * answer names all that is wrong; {@link RequestBody#as} throws once all has been read. JSON's null counts as absent.
 */
public final class RequestFields {

    private static final int MOST_INTEGER_DIGITS = 15;
    private static final int MOST_DECIMALS = 4;

    private final JsonObject object;
    private final List<FieldProblem> problems = new ArrayList<>();

    RequestFields(JsonObject object) {
        this.object = object;
    }

    /** A required text, not blank. */
    public String text(String name, int maxLength) {
        Optional<String> text = optionalText(name, maxLength);
        if (text.isEmpty() && !alreadyWrong(name)) {
            problem(name, "is required");
        }
        return text.orElse("");
    }

    /** An optional text; when given, not blank. */
    public Optional<String> optionalText(String name, int maxLength) {
        Optional<JsonValue> value = present(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof JsonString string)) {
            return wrong(name, "must be a string");
        }
        String text = string.getString();
        if (text.isBlank()) {
            return wrong(name, "must not be blank");
        }
        if (text.length() > maxLength) {
            return wrong(name, "must not be longer than " + maxLength + " characters");
        }
        return Optional.of(text);
    }

    /** Free text for people; blank counts as none. */
    public Optional<String> note(String name, int maxLength) {
        boolean blank = object.get(name) instanceof JsonString string
                && string.getString().isBlank();
        return blank ? Optional.empty() : optionalText(name, maxLength);
    }

    public Optional<Boolean> optionalFlag(String name) {
        return present(name).flatMap(value -> switch (value.getValueType()) {
            case TRUE -> Optional.of(true);
            case FALSE -> Optional.of(false);
            default -> wrong(name, "must be true or false");
        });
    }

    public Optional<Integer> optionalInteger(String name, int least, int most) {
        return present(name).flatMap(value -> {
            Optional<Integer> number = integer(value, least, most);
            return number.isPresent() ? number : wrong(name, "must be a whole number from " + least + " to " + most);
        });
    }

    public Optional<List<Integer>> optionalIntegers(String name, int maxItems, int least, int most) {
        return present(name).flatMap(value -> {
            List<Integer> numbers = value instanceof JsonArray array
                    ? array.stream()
                            .flatMap(item -> integer(item, least, most).stream())
                            .toList()
                    : List.of();
            boolean fits =
                    value instanceof JsonArray array && numbers.size() == array.size() && array.size() <= maxItems;
            return fits
                    ? Optional.of(numbers)
                    : wrong(
                            name,
                            "must be an array of at most " + maxItems + " whole numbers from " + least + " to " + most);
        });
    }

    private static Optional<Integer> integer(JsonValue value, int least, int most) {
        return JsonCodec.decimal(value)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(most)) <= 0)
                .map(BigDecimal::intValue);
    }

    /** An amount of money: not negative, at most 15 digits before the point and 4 behind. */
    public Optional<BigDecimal> optionalAmount(String name) {
        return present(name).flatMap(value -> {
            Optional<BigDecimal> number = JsonCodec.decimal(value);
            if (number.isEmpty() || number.get().signum() < 0) {
                return wrong(name, "must be a number that is not negative");
            }
            BigDecimal amount = number.get().stripTrailingZeros();
            boolean fits =
                    amount.precision() - amount.scale() <= MOST_INTEGER_DIGITS && amount.scale() <= MOST_DECIMALS;
            return fits
                    ? number.map(RequestFields::plain)
                    : wrong(name, "must have at most 15 digits before the point and 4 behind");
        });
    }

    /** As money is written: no exponent, and no more decimals than can be kept. */
    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal kept = amount.scale() > MOST_DECIMALS ? amount.stripTrailingZeros() : amount;
        return kept.setScale(Math.max(0, kept.scale()));
    }

    /** A required time, any that ISO 8601 can write; without a zone it is UTC. */
    public Instant instant(String name) {
        Optional<Instant> time = optionalInstant(name);
        if (time.isEmpty() && !alreadyWrong(name)) {
            problem(name, "is required");
        }
        return time.orElse(Instant.EPOCH);
    }

    public Optional<Instant> optionalInstant(String name) {
        return optionalText(name, 100).flatMap(text -> {
            try {
                return Optional.of(IsoTime.parse(text));
            } catch (DateTimeException e) {
                return wrong(name, IsoTime.EXPECTED);
            }
        });
    }

    /**
     * An optional object.
     *
     * @param maxBytes of the object's compact text in UTF-8
     */
    public Optional<JsonObject> optionalObject(String name, int maxBytes) {
        return present(name).flatMap(value -> {
            if (!(value instanceof JsonObject member)) {
                return wrong(name, "must be an object");
            }
            return JsonCodec.write(member).getBytes(StandardCharsets.UTF_8).length > maxBytes
                    ? wrong(name, "must not be larger than " + maxBytes + " bytes")
                    : Optional.of(member);
        });
    }

    /** A required constant by its name in lower case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        Optional<E> choice = optionalChoice(name, type);
        if (choice.isEmpty() && !alreadyWrong(name)) {
            problem(name, "is required");
        }
        return choice.orElse(type.getEnumConstants()[0]);
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
        return optionalText(name, 100).flatMap(text -> {
            Optional<E> choice = constant(type, text);
            return choice.isPresent() ? choice : wrong(name, "must be one of " + names(type));
        });
    }

    /** The constant whose name in lower case this is. */
    public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String wireName) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> WireNamed.of(constant).equals(wireName))
                .findFirst();
    }

    /** All constants' names in lower case, for messages. */
    public static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(WireNamed::of).collect(Collectors.joining(", "));
    }

    /** A required list of texts. */
    public List<String> texts(String name, int maxItems, int maxLength) {
        Optional<List<String>> texts = optionalTexts(name, maxItems, maxLength);
        if (texts.isEmpty() && !alreadyWrong(name)) {
            problem(name, "is required");
        }
        return texts.orElse(List.of());
    }

    public Optional<List<String>> optionalTexts(String name, int maxItems, int maxLength) {
        return present(name).flatMap(value -> {
            if (!(value instanceof JsonArray array) || !array.stream().allMatch(JsonString.class::isInstance)) {
                return wrong(name, "must be an array of strings");
            }
            List<String> texts = array.getValuesAs(JsonString::getString);
            boolean fits = texts.size() <= maxItems && texts.stream().allMatch(text -> text.length() <= maxLength);
            return fits
                    ? Optional.of(texts)
                    : wrong(name, "must have at most " + maxItems + " items of " + maxLength + " characters");
        });
    }

    /** Whether the member is there, right or wrong; null counts as absent. */
    public boolean has(String name) {
        return present(name).isPresent();
    }

    /** Whether the member is there at all, null included. */
    public boolean names(String name) {
        return object.containsKey(name);
    }

    public void problem(String name, String message) {
        problems.add(new FieldProblem(name, message));
    }

    List<FieldProblem> problems() {
        return problems.stream().distinct().toList();
    }

    Optional<JsonValue> present(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !JsonValue.NULL.equals(value));
    }

    private boolean alreadyWrong(String name) {
        return problems.stream().anyMatch(problem -> problem.field().equals(name));
    }

    private <T> Optional<T> wrong(String name, String message) {
        problem(name, message);
        return Optional.empty();
    }
}
