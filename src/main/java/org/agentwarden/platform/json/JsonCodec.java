package org.agentwarden.platform.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
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
public final class JsonCodec {

    /** Objects and arrays may be nested this deep, the outermost counted. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_KEY_IN_MESSAGE = 100;

    /** The methods of {@link jakarta.json.Json} would look the provider up anew for every single value. */
    static final JsonProvider JSON = JsonProvider.provider();

    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());

    private JsonCodec() {}

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
            JsonValue value = value(parser, parser.next(), 0);
            if (parser.hasNext()) {
                throw new MalformedJson("more than one JSON value");
            }
            return value;
        } catch (JsonException | NoSuchElementException | IllegalStateException e) {
            throw new MalformedJson("malformed JSON");
        }
    }

    /** The text as it stands between the quotes of a JSON string that we write. */
    public static String escaped(String text) {
        String quoted = JSON.createValue(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static JsonValue value(JsonParser parser, Event event, int depth) {
        return switch (event) {
            case START_OBJECT -> object(parser, deeper(depth));
            case START_ARRAY -> array(parser, deeper(depth));
            case VALUE_NUMBER -> new ExactNumber(parser.getString());
            case VALUE_STRING -> JSON.createValue(text(parser.getString()));
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case VALUE_NULL -> JsonValue.NULL;
            default -> throw new MalformedJson("malformed JSON");
        };
    }

    private static int deeper(int depth) {
        if (depth == MAX_DEPTH) {
            throw new MalformedJson("nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private static JsonObject object(JsonParser parser, int depth) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        Set<String> keys = new HashSet<>();
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String key = text(parser.getString());
            if (!keys.add(key)) {
                throw new MalformedJson(showable(key) + " stands twice in one object");
            }
            object.add(key, value(parser, parser.next(), depth));
        }
        return object.build();
    }

    private static String showable(String key) {
        boolean fits = key.length() <= MAX_KEY_IN_MESSAGE && key.chars().noneMatch(Character::isISOControl);
        return fits ? "the key '" + key + "'" : "a key";
    }

    private static JsonArray array(JsonParser parser, int depth) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(parser, event, depth));
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
        try (JsonWriter writer = JSON.createWriter(text)) {
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
                                    write(JSON.createValue(member.getKey())) + ':' + canonical(member.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof JsonArray array) {
            return array.stream().map(JsonCodec::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof JsonNumber number ? ExactNumber.of(number).canonical() : write(value);
    }

    /** The value of a JSON number; empty for anything else and for numbers of more than 1,000 digits. */
    public static Optional<BigDecimal> decimal(JsonValue value) {
        return value instanceof JsonNumber number ? ExactNumber.of(number).decimal() : Optional.empty();
    }
}
