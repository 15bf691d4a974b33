package org.agentwarden.platform.json;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/** Compact JSON of every kind, the same for the same seed. */
final class RandomJson {

    private static final int MAX_DEPTH = 6;
    private static final String[] CHARACTERS = {
        "a", "Z", "0", " ", "\\\"", "\\\\", "/", "\\n", "\\t", "\\u0001", "\u00e9", "\u2028", "\ud83d\ude00", "{", "]"
    };

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String value(int depth) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 7 : 5);
        return switch (kind) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextBoolean());
            case 2, 3 -> number();
            case 4 -> string();
            case 5 -> array(depth);
            default -> object(depth);
        };
    }

    private String array(int depth) {
        StringJoiner items = new StringJoiner(",", "[", "]");
        for (int i = random.nextInt(5); i > 0; i--) {
            items.add(value(depth + 1));
        }
        return items.toString();
    }

    private String object(int depth) {
        Set<String> keys = new LinkedHashSet<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            keys.add(string());
        }
        StringJoiner members = new StringJoiner(",", "{", "}");
        keys.forEach(key -> members.add(key + ':' + value(depth + 1)));
        return members.toString();
    }

    private String string() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.append('"').toString();
    }

    private String number() {
        StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
        number.append(random.nextBoolean() ? "0" : (1 + random.nextInt(9)) + digits(random.nextInt(20)));
        if (random.nextBoolean()) {
            number.append('.').append(digits(1 + random.nextInt(8)));
        }
        if (random.nextInt(3) == 0) {
            number.append(random.nextBoolean() ? 'e' : 'E')
                    .append(new String[] {"", "+", "-"}[random.nextInt(3)])
                    .append(digits(1 + random.nextInt(12)));
        }
        return number.toString();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
