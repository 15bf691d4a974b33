package org.agentwarden.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Refuses passwords that are short, or that whoever guesses passwords tries first. Pure; its cost is linear in the length. */
public final class PasswordRule {

    private static final int LEAST = 8;
    private static final String PRODUCT = "agentwarden";
    private static final Set<String> COMMON = common();

    private PasswordRule() {}

    /**
     * Judges a password that somebody wants to use from now on.
     *
     * @param email of its owner
     * @param organization its owner's; empty while it is not known
     * @return what is wrong, completing "must be ..."; empty when nothing is
     */
    public static Optional<String> objection(String password, String email, String organization) {
        if (password.length() < LEAST) {
            return Optional.of("at least " + LEAST + " characters long");
        }
        String plain = plain(password);
        if (COMMON.contains(plain) || isSequence(plain)) {
            return Optional.of("harder to guess: it is one of the most common passwords");
        }
        boolean isKnown = Stream.of(email, email.substring(0, Math.max(0, email.indexOf('@'))), organization, PRODUCT)
                .map(PasswordRule::plain)
                .anyMatch(plain::equals);
        return isKnown
                ? Optional.of("harder to guess than the e-mail address, the organization's name and the product's name")
                : Optional.empty();
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code 00000000}, {@code abcdefgh} and {@code 87654321}. */
    private static boolean isSequence(String text) {
        return IntStream.range(1, text.length())
                        .map(index -> text.charAt(index) - text.charAt(index - 1))
                        .distinct()
                        .limit(2)
                        .count()
                < 2;
    }

    private static Set<String> common() {
        try (InputStream list = Objects.requireNonNull(PasswordRule.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
