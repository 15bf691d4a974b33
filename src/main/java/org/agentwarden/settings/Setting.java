package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A key that operators can set: one constant says what it accepts, its default and its meaning, and reads its value. The
 * documentation is generated from these constants.
 *
 * @param reader returns the value or the default. It throws {@link InvalidSetting} for a value that can't be used.
 */
record Setting<T>(SettingDescription description, Function<SettingSource, T> reader) {

    private static final String NONE = "none";
    private static final String OR_OFF = " or `off`";
    private static final String DURATION = "duration";

    String key() {
        return description.key();
    }

    /** @throws InvalidSetting for a value that can't be used */
    T from(SettingSource source) {
        return reader.apply(source);
    }

    boolean isGiven(SettingSource source) {
        return source.text(key()).isPresent();
    }

    /** The same setting with the allowed values in other words. */
    Setting<T> accepting(String values) {
        return new Setting<>(description.withValues(values), reader);
    }

    /** The same setting with the default in words. */
    Setting<T> byDefault(String text) {
        return new Setting<>(description.withDefault(text), reader);
    }

    static Setting<Optional<String>> text(String key, String meaning) {
        return of(key, "text", NONE, meaning, source -> source.text(key));
    }

    static Setting<String> text(String key, String otherwise, String meaning) {
        return of(
                key,
                "text",
                code(otherwise),
                meaning,
                source -> source.text(key).orElse(otherwise));
    }

    static Setting<List<String>> texts(String key, String meaning) {
        return of(key, "list", NONE, meaning, source -> source.texts(key));
    }

    static Setting<Optional<String>> password(String key, String meaning) {
        return of(key, "secret", NONE, meaning, source -> source.password(key));
    }

    static Setting<Path> path(String key, String otherwise, String meaning) {
        return of(key, "path", code(otherwise), meaning, source -> source.path(key, otherwise));
    }

    static Setting<Optional<Path>> file(String key, String values, String meaning) {
        return of(key, values, NONE, meaning, source -> source.file(key));
    }

    static Setting<Boolean> flag(String key, boolean otherwise, String meaning) {
        return of(
                key,
                "`true` or `false`",
                code(Boolean.toString(otherwise)),
                meaning,
                source -> source.flag(key, otherwise));
    }

    static Setting<Integer> number(String key, int otherwise, int least, int most, String meaning) {
        return of(
                key,
                range(least, most),
                code(Integer.toString(otherwise)),
                meaning,
                source -> source.number(key, otherwise, least, most));
    }

    /** @param otherwise a number, or {@code off} */
    static Setting<OptionalInt> numberOrOff(String key, String otherwise, int least, int most, String meaning) {
        return of(
                key,
                range(least, most) + OR_OFF,
                code(otherwise),
                meaning,
                source -> source.numberOrOff(key, otherwise, least, most));
    }

    static Setting<Duration> duration(String key, String otherwise, String meaning) {
        return of(key, DURATION, code(otherwise), meaning, source -> source.duration(key, otherwise));
    }

    /** @param otherwise a duration, or {@code off} */
    static Setting<Optional<Duration>> durationOrOff(String key, String otherwise, String meaning) {
        return of(key, DURATION + OR_OFF, code(otherwise), meaning, source -> source.durationOrOff(key, otherwise));
    }

    static Setting<List<Duration>> durations(String key, String otherwise, int most, String meaning) {
        return of(
                key,
                "list of at most " + most + " durations",
                code(otherwise),
                meaning,
                source -> source.durations(key, otherwise, most));
    }

    static <E extends Enum<E>> Setting<E> choice(String key, E otherwise, String meaning) {
        String values = Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .map(Setting::code)
                .collect(Collectors.joining(", "));
        return of(key, values, code(otherwise), meaning, source -> source.choice(key, otherwise));
    }

    static Setting<List<Cidr>> cidrs(String key, String meaning) {
        return of(key, "list of address blocks", NONE, meaning, source -> source.cidrs(key));
    }

    static Setting<Set<String>> origins(String key, String meaning) {
        return of(key, "list of origins", NONE, meaning, source -> source.origins(key));
    }

    /** A scheme, a host and perhaps a port. */
    static Setting<Optional<URI>> server(String key, String scheme, String meaning) {
        return of(key, code(scheme + "://host:port"), NONE, meaning, source -> source.server(key, scheme));
    }

    /** Several of them, each with one of the schemes. */
    static Setting<List<URI>> servers(String key, List<String> schemes, String meaning) {
        String values = schemes.stream()
                .map(scheme -> code(scheme + "://host:port"))
                .collect(Collectors.joining(" or ", "list of ", ""));
        return of(key, values, NONE, meaning, source -> source.servers(key, schemes));
    }

    /** An address that a browser can open, without a path. */
    static Setting<Optional<URI>> webAddress(String key, String meaning) {
        return of(key, "URL without a path", NONE, meaning, source -> source.webAddress(key));
    }

    private static <T> Setting<T> of(
            String key, String values, String byDefault, String meaning, Function<SettingSource, T> reader) {
        return new Setting<>(new SettingDescription(key, values, byDefault, meaning), reader);
    }

    private static String range(int least, int most) {
        return String.format(Locale.ROOT, "%,d to %,d", least, most);
    }

    private static String code(Enum<?> constant) {
        return code(WireNamed.of(constant));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
