package org.agentwarden.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of texts, whole numbers and nulls, as the lines of a sealed export are. The runnable jar has no JSON library
 * where its commands run, and nothing but these lines is read.
 */
final class FlatObject {

    private static final int HEX = 16;
    private static final int ESCAPE_LENGTH = 4;

    private final String text;
    private int position;

    private FlatObject(String text) {
        this.text = text;
    }

    /** The members in their order, empty for null. @throws Unreadable when the text is anything else */
    static Map<String, Optional<String>> parse(String text) throws Unreadable {
        FlatObject reader = new FlatObject(text);
        Map<String, Optional<String>> members = reader.object();
        if (reader.position < text.length()) {
            throw unexpected();
        }
        return members;
    }

    private Map<String, Optional<String>> object() throws Unreadable {
        Map<String, Optional<String>> members = new LinkedHashMap<>();
        expect('{');
        char separator = next() == '}' ? take() : ',';
        while (separator == ',') {
            String name = string();
            expect(':');
            if (members.putIfAbsent(name, value()) != null) {
                throw new Unreadable("the member " + name + " stands twice");
            }
            separator = take();
        }
        if (separator != '}') {
            throw unexpected();
        }
        return members;
    }

    private Optional<String> value() throws Unreadable {
        if (next() == '"') {
            return Optional.of(string());
        }
        int start = position;
        while (position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
            position++;
        }
        String literal = text.substring(start, position);
        if (literal.equals("null")) {
            return Optional.empty();
        }
        if (literal.isEmpty() || !literal.chars().allMatch(character -> character >= '0' && character <= '9')) {
            throw unexpected();
        }
        return Optional.of(literal);
    }

    private String string() throws Unreadable {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char character = take(); character != '"'; character = take()) {
            string.append(character == '\\' ? escaped() : character);
        }
        return string.toString();
    }

    private char escaped() throws Unreadable {
        char character = take();
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw unexpected();
        };
    }

    private char unit() throws Unreadable {
        int unit = 0;
        for (int digit = 0; digit < ESCAPE_LENGTH; digit++) {
            int value = Character.digit(take(), HEX);
            if (value < 0) {
                throw unexpected();
            }
            unit = unit * HEX + value;
        }
        return (char) unit;
    }

    private void expect(char expected) throws Unreadable {
        if (take() != expected) {
            throw unexpected();
        }
    }

    private char take() throws Unreadable {
        char character = next();
        position++;
        return character;
    }

    private char next() throws Unreadable {
        if (position >= text.length()) {
            throw unexpected();
        }
        return text.charAt(position);
    }

    private static Unreadable unexpected() {
        return new Unreadable("this is no line of a sealed export");
    }
}
