package org.agentwarden.webhooks.egress;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Host names as people write them, and as the network does. */
final class HostName {

    private static final Pattern DOT = Pattern.compile("\\.");

    /** Scripts that one language writes together; UTS 39 calls names of these "highly restrictive". */
    private static final List<Set<UnicodeScript>> COMBINATIONS = List.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private HostName() {}

    /**
     * The form with {@code xn--} of a name that is written in any script.
     *
     * @throws IllegalArgumentException with a message that completes "the URL ...", when the name is none or would become
     *     another one than was written
     */
    static String toAscii(String name) {
        String ascii = encode(name);
        // What does not come back, such as a full-width letter or a German sharp s, is another name to others.
        WebhookUrl.require(
                lowerCase(IDN.toUnicode(ascii)).equals(lowerCase(name)),
                "must have its host name in punycode: this one is not read the same way by everybody");
        return ascii;
    }

    private static String lowerCase(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String encode(String name) {
        try {
            return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must have a valid host name", e);
        }
    }

    /**
     * Refuses labels, also in their form with {@code xn--}, whose letters no language writes together.
     *
     * @throws IllegalArgumentException with a message that completes "the URL ..."
     */
    static void refuseMixedScripts(String ascii) {
        for (String label : DOT.split(IDN.toUnicode(ascii), -1)) {
            Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
            label.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
            scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
            WebhookUrl.require(
                    scripts.size() <= 1 || COMBINATIONS.stream().anyMatch(together -> together.containsAll(scripts)),
                    "must not mix letters of different scripts in its host name");
        }
    }
}
