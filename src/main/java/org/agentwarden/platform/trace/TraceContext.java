package org.agentwarden.platform.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place in a distributed trace, as W3C Trace Context (level 1) spells it in the headers {@code traceparent} and {@code
 * tracestate}. Pure.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero: who is the parent of what comes next
 * @param flags those that we know the meaning of
 * @param state the members of {@code tracestate}, at most 512 characters; may be empty
 */
public record TraceContext(String traceId, String spanId, int flags, String state) {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern PARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final String FORBIDDEN_VERSION = "ff";

    /** Sampled, and, of level 2, random trace id; a sender must not pass on what it does not know. */
    private static final int KNOWN_FLAGS = 0b11;

    private static final String KEY_END = "[a-z0-9_*/-]";
    private static final Pattern MEMBER = Pattern.compile("([a-z]" + KEY_END + "{0,255}|[a-z0-9]" + KEY_END
            + "{0,240}@[a-z]" + KEY_END + "{0,13})=[\\x20-\\x2B\\x2D-\\x3C\\x3E-\\x7E]{0,255}"
            + "[\\x21-\\x2B\\x2D-\\x3C\\x3E-\\x7E]");
    private static final int MOST_MEMBERS = 32;
    private static final int LONGEST_STATE = 512;
    private static final int HEX = 16;

    /**
     * Reads the two headers.
     *
     * @return empty when there is no {@code traceparent} or it is not valid; a {@code tracestate} that is not valid, or
     *     longer than 512 characters, is left out
     */
    public static Optional<TraceContext> parse(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null) {
            return Optional.empty();
        }
        Matcher parent = PARENT.matcher(traceparent);
        if (!parent.matches() || !isValid(parent)) {
            return Optional.empty();
        }
        int flags = Integer.parseInt(parent.group(4), HEX) & KNOWN_FLAGS;
        return Optional.of(new TraceContext(parent.group(2), parent.group(3), flags, state(tracestate)));
    }

    /** A later version may have more to say at the end, which is not for us; this one may not. */
    private static boolean isValid(Matcher parent) {
        String version = parent.group(1);
        boolean readable = version.equals(FIRST_VERSION) ? parent.group(5) == null : !version.equals(FORBIDDEN_VERSION);
        return readable && !isZero(parent.group(2)) && !isZero(parent.group(3));
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    private static String state(@Nullable String header) {
        if (header == null) {
            return "";
        }
        List<String> members = Arrays.stream(COMMA.split(header, -1))
                .map(TraceContext::trim)
                .filter(member -> !member.isEmpty())
                .toList();
        boolean valid = members.size() <= MOST_MEMBERS
                && members.stream().allMatch(member -> MEMBER.matcher(member).matches())
                && members.stream().map(TraceContext::key).distinct().count() == members.size();
        String state = members.stream().collect(Collectors.joining(","));
        return valid && state.length() <= LONGEST_STATE ? state : "";
    }

    /** Removes the spaces and tabs that may stand around a member of a list; {@code strip} would remove more. */
    private static String trim(String member) {
        int start = 0;
        int end = member.length();
        while (start < end && isSpace(member.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(member.charAt(end - 1))) {
            end--;
        }
        return member.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t';
    }

    private static String key(String member) {
        return member.substring(0, member.indexOf('='));
    }

    /**
     * What our own request to somebody else carries: the same trace, another span.
     *
     * @param random any number; zero, which no span may be called, becomes one
     */
    public TraceContext child(long random) {
        return new TraceContext(traceId, String.format(Locale.ROOT, "%016x", random == 0 ? 1 : random), flags, state);
    }

    /** The value of the header {@code traceparent}. */
    public String traceparent() {
        return String.format(Locale.ROOT, "%s-%s-%s-%02x", FIRST_VERSION, traceId, spanId, flags);
    }

    /** The value of the header {@code tracestate}, if there is any. */
    public Optional<String> tracestate() {
        return Optional.of(state).filter(text -> !text.isEmpty());
    }
}
