package org.agentwarden.platform.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** JSON between text and tree, keeping key order and every number's spelling. */
public final class JsonText {

    /** Objects and arrays may be nested this deep, the outermost counted. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_DIGITS = 1_000;
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonText() {}

    /**
     * Reads one JSON object.
     *
     * @throws MalformedJson when the text is anything else
     */
    public static JsonObject parseObject(String text) {
        if (parse(text) instanceof JsonObject object) {
            return object;
        }
        throw new MalformedJson("must be a JSON object");
    }

    /**
     * Reads one JSON value.
     *
     * @throws MalformedJson when the text is anything else, or a key stands twice in one object
     */
    public static JsonValue parse(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            JsonValue value = value(parser, parser.next(), 1);
            if (parser.hasNext()) {
                throw new MalformedJson("more than one JSON value");
            }
            return value;
        } catch (JsonException | NoSuchElementException | IllegalStateException e) {
            throw new MalformedJson("malformed JSON");
        }
    }

    private static JsonValue value(JsonParser parser, Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedJson("nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (event) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_NUMBER -> new ExactNumber(parser.getString());
            case VALUE_STRING -> Json.createValue(text(parser.getString()));
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case VALUE_NULL -> JsonValue.NULL;
            default -> throw new MalformedJson("malformed JSON");
        };
    }

    private static JsonObject object(JsonParser parser, int depth) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        Set<String> keys = new HashSet<>();
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String key = text(parser.getString());
            if (!keys.add(key)) {
                throw new MalformedJson("the key '" + key + "' stands twice in one object");
            }
            object.add(key, value(parser, parser.next(), depth + 1));
        }
        return object.build();
    }

    private static JsonArray array(JsonParser parser, int depth) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(parser, event, depth + 1));
        }
        return array.build();
    }

    /** PostgreSQL can't store U+0000, and half a surrogate pair has no UTF-8 form. */
    private static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                throw new MalformedJson("text must not contain U+0000 or unpaired surrogates");
            }
            i += pair ? 1 : 0;
        }
        return text;
    }

    /** The compact text of a tree. */
    public static String write(JsonValue value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriter(text)) {
            writer.write(value);
        }
        return text.toString();
    }

    /** One text for all trees that mean the same: keys sorted, {@code 500}, {@code 500.0} and {@code 5e2} alike. */
    public static String canonical(JsonValue value) {
        if (value instanceof JsonObject object) {
            return new TreeMap<>(object)
                    .entrySet().stream()
                            .map(member ->
                                    write(Json.createValue(member.getKey())) + ':' + canonical(member.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof JsonArray array) {
            return array.stream().map(JsonText::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof JsonNumber number ? canonical(number) : write(value);
    }

    private static String canonical(JsonNumber number) {
        try {
            // Unscaled digits and scale: the plain form of 1e999999999 would not fit into memory.
            BigDecimal stripped = new BigDecimal(number.toString()).stripTrailingZeros();
            return stripped.unscaledValue() + "e" + -stripped.scale();
        } catch (NumberFormatException | ArithmeticException e) {
            return number.toString();
        }
    }

    /** The value of a JSON number; empty for anything else and for numbers of more than 1,000 digits. */
    public static Optional<BigDecimal> decimal(JsonValue value) {
        if (!(value instanceof JsonNumber number)) {
            return Optional.empty();
        }
        try {
            BigDecimal decimal = new BigDecimal(number.toString());
            boolean sane = decimal.precision() <= MAX_DIGITS && Math.abs((long) decimal.scale()) <= MAX_DIGITS;
            return sane ? Optional.of(decimal) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
