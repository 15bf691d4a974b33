package org.agentwarden.settings;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up the text behind a key and turns it into a value; every failure is an {@link InvalidSetting}. */
public final class SettingSource {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern NO_NAME_CHARACTER = Pattern.compile("[^A-Za-z0-9]");
    private static final Pattern LINE_BREAKS_AT_THE_END = Pattern.compile("[\\r\\n]+\\z");

    private final Function<String, Optional<String>> lookup;

    /** Reads through any look-up of texts by key. */
    public SettingSource(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /**
     * System properties before environment variables, the latter with MicroProfile Config's spelling: {@code
     * agentwarden.data-dir} is {@code AGENTWARDEN_DATA_DIR}. Values are taken as they are written: MicroProfile Config and
     * some servers would expand a <code>${...}</code> in them, which may be part of a password.
     */
    public static SettingSource ofProcess() {
        return new SettingSource(key -> Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(environmentName(key)))));
    }

    /** Whether this process has a text for a key, be it an empty one. */
    public static boolean isGiven(String key) {
        return System.getProperty(key) != null || System.getenv(environmentName(key)) != null;
    }

    static String environmentName(String key) {
        return NO_NAME_CHARACTER.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    Optional<String> text(String key) {
        return lookup.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A text with all its characters, blanks included. Only line breaks at its end are removed. */
    Optional<String> password(String key) {
        return lookup.apply(key)
                .map(text -> LINE_BREAKS_AT_THE_END.matcher(text).replaceFirst(""))
                .filter(text -> !text.isEmpty());
    }

    /** Several, separated by commas. */
    List<String> texts(String key) {
        return parts(key, "").toList();
    }

    Path path(String key, String otherwise) {
        String text = text(key).orElse(otherwise);
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new InvalidSetting(key, text, "a path");
        }
    }

    /** The absolute path of a file that may or may not be there. */
    Optional<Path> file(String key) {
        return text(key).map(text -> path(key, text));
    }

    boolean flag(String key, boolean otherwise) {
        String text = text(key).orElse(Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw new InvalidSetting(key, text, "true or false");
        }
        return text.equals("true");
    }

    int number(String key, int otherwise, int least, int most) {
        return number(key, text(key).orElse(Integer.toString(otherwise)), least, most);
    }

    private static int number(String key, String text, int least, int most) {
        String allowed = "a number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new InvalidSetting(key, text, allowed);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new InvalidSetting(key, text, allowed);
        }
    }

    <E extends Enum<E>> E choice(String key, E otherwise) {
        String text = text(key).orElse(otherwise.name());
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting(
                        key,
                        text,
                        Arrays.stream(constants).map(WireNamed::of).collect(Collectors.joining(", ", "one of ", ""))));
    }

    /** A number, or empty for {@code off}. */
    OptionalInt numberOrOff(String key, String otherwise, int least, int most) {
        String text = text(key).orElse(otherwise);
        return text.equals("off") ? OptionalInt.empty() : OptionalInt.of(number(key, text, least, most));
    }

    List<Cidr> cidrs(String key) {
        return parts(key, "").map(text -> cidr(key, text)).toList();
    }

    static Cidr cidr(String key, String text) {
        try {
            return Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(key, text, "an address block such as 10.0.0.0/8");
        }
    }

    /** Longer than zero. */
    Duration duration(String key, String otherwise) {
        String text = text(key).orElse(otherwise);
        return DurationText.parse(text)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> new InvalidSetting(
                        key, text, "a duration such as 500ms, 5s, 2m, 24h or 7d, longer than zero, at most 365d"));
    }

    /** The same, or empty for {@code off}. */
    Optional<Duration> durationOrOff(String key, String otherwise) {
        String text = text(key).orElse(otherwise);
        return text.equalsIgnoreCase("off") ? Optional.empty() : Optional.of(duration(key, otherwise));
    }

    /** At most so many, separated by commas; they may be zero. */
    List<Duration> durations(String key, String otherwise, int most) {
        String allowed = "a comma-separated list of durations such as 5s,25s,125s, each at most 365d";
        List<Duration> durations = parts(key, otherwise)
                .map(text -> DurationText.parse(text).orElseThrow(() -> new InvalidSetting(key, text, allowed)))
                .toList();
        if (durations.size() > most) {
            throw new InvalidSetting(key, text(key).orElse(otherwise), "at most " + most + " durations");
        }
        return durations;
    }

    /** A scheme, a host and perhaps a port: credentials and parameters have settings of their own. */
    Optional<URI> server(String key, String scheme) {
        return text(key).map(text -> server(key, scheme, text));
    }

    /** The same for several, separated by commas, each with one of the schemes. */
    List<URI> servers(String key, List<String> schemes) {
        return parts(key, "")
                .map(text -> schemes.stream()
                        .flatMap(scheme -> Addresses.server(scheme, text).stream())
                        .findFirst()
                        .orElseThrow(() -> notAServer(key, schemes.get(0))))
                .toList();
    }

    /** The message does not show the value: it may hold a password. */
    private static URI server(String key, String scheme, String text) {
        return Addresses.server(scheme, text).orElseThrow(() -> notAServer(key, scheme));
    }

    private static InvalidSetting notAServer(String key, String scheme) {
        return new InvalidSetting(key, "...", "a URL such as " + scheme + "://host:port, and nothing more");
    }

    /** An address that a browser can open, without a path; the message does not show it. */
    Optional<URI> webAddress(String key) {
        String allowed = "a URL such as https://agentwarden.example.com, without a path or query:"
                + " the server is at the root of its site";
        return text(key)
                .map(text -> Addresses.server("https", text)
                        .or(() -> Addresses.server("http", text))
                        .orElseThrow(() -> new InvalidSetting(key, "...", allowed)));
    }

    /** Web origins (RFC 6454) as browsers send them: {@code https://app.example.com} or {@code http://localhost:3000}. */
    Set<String> origins(String key) {
        Set<String> origins = parts(key, "").collect(Collectors.toSet());
        origins.stream().filter(text -> !Addresses.isOrigin(text)).findFirst().ifPresent(text -> {
            throw new InvalidSetting(
                    key, text, "a comma-separated list of origins such as https://app.example.com, in small letters");
        });
        return origins;
    }

    private Stream<String> parts(String key, String otherwise) {
        return Arrays.stream(COMMA.split(text(key).orElse(otherwise), -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty());
    }
}
