package org.agentwarden.agents;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.agentwarden.platform.http.QueryFields;
import org.agentwarden.platform.json.RequestFields;

/**
 * The name of what an agent wants to do, has done or may do. It is kept and shown as it was sent; two names are the same
 * action when their canonical forms are equal. The canonical form is NFKC, in lower case (without regard to any language;
 * letters whose capitals are equal are equal), with white space trimmed and collapsed to single spaces. Pure.
 *
 * @param sent as the caller wrote it
 * @param canonical what actions are compared by
 */
public record Action(String sent, String canonical) {

    /** Of either form, in UTF-16 code units. */
    public static final int MOST_CHARACTERS = 200;

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

    /** Characters of the categories that letters, marks and symbols belong to, and that nobody sees nevertheless. */
    private static final Pattern BLANK =
            Pattern.compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\x{13441}\\x{13442}\\x{16FE4}\\x{1D159}\\x{E0000}-\\x{E0FFF}]");

    /** Takes any text, also one that a request may not name an action by. */
    public static Action of(String sent) {
        return new Action(sent, canonicalForm(sent));
    }

    /** A required action of a request. */
    public static Action from(RequestFields fields, String name) {
        return checked(fields, name, fields.text(name, MOST_CHARACTERS));
    }

    /** An optional action of a request. */
    public static Optional<Action> optionalFrom(RequestFields fields, String name) {
        return fields.optionalText(name, MOST_CHARACTERS).map(sent -> checked(fields, name, sent));
    }

    /** An optional action in a query. */
    public static Optional<Action> optionalFrom(QueryFields query, String name) {
        Optional<Action> action = query.optionalText(name, MOST_CHARACTERS).map(Action::of);
        action.flatMap(Action::objection).ifPresent(message -> query.problem(name, message));
        return action;
    }

    private static Action checked(RequestFields fields, String name, String sent) {
        Action action = of(sent);
        // A missing or blank text has been noted already.
        Optional.of(action)
                .filter(given -> !given.sent().isEmpty())
                .flatMap(Action::objection)
                .ifPresent(message -> fields.problem(name, message));
        return action;
    }

    /** Why a request may not name an action so, as the message to a field. */
    public Optional<String> objection() {
        Optional<Integer> invisible =
                sent.codePoints().filter(Action::isInvisible).boxed().findFirst();
        if (invisible.isPresent()) {
            return Optional.of(
                    String.format(Locale.ROOT, "must not contain the invisible character U+%04X", invisible.get()));
        }
        if (canonical.isEmpty()) {
            return Optional.of("must not be blank");
        }
        return sent.length() > MOST_CHARACTERS || canonical.length() > MOST_CHARACTERS
                ? Optional.of("must not be longer than " + MOST_CHARACTERS + " characters, nor may its NFKC form")
                : Optional.empty();
    }

    /** Whether both name the same action. */
    public boolean isSameAs(Action other) {
        return canonical.equals(other.canonical);
    }

    /** The texts that equal names may be stored as: the canonical one, and this one. */
    public List<String> forms() {
        return canonical.equals(sent) ? List.of(sent) : List.of(canonical, sent);
    }

    /** Empty when it is what was sent. */
    public Optional<String> differentForm() {
        return canonical.equals(sent) ? Optional.empty() : Optional.of(canonical);
    }

    private static String canonicalForm(String text) {
        if (text.chars().allMatch(Action::isOrdinary)) {
            return text;
        }
        // Unicode's compatibility caseless matching (D146): case is folded once more after the decomposition.
        String decomposed = Normalizer.normalize(foldCase(Normalizer.normalize(text, Form.NFD)), Form.NFKD);
        String composed = Normalizer.normalize(foldCase(decomposed), Form.NFKC);
        return WHITE_SPACE.matcher(composed).replaceAll(" ").strip();
    }

    /** Most actions are their own canonical form. */
    private static boolean isOrdinary(int character) {
        return character > ' ' && character < '\u007f' && !(character >= 'A' && character <= 'Z');
    }

    /** To capitals and back, so that sharp s equals ss; letter by letter, because the final sigma depends on its place. */
    private static String foldCase(String text) {
        String capitals = text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toUpperCase(Locale.ROOT);
        return capitals.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANK.matcher(Character.toString(character)).matches();
        };
    }
}
