package org.agentwarden.approvals;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.agentwarden.agents.Action;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.platform.json.JsonCodec;

/**
 * What binds an approval to its exact action: SHA-256, in lower-case hexadecimal, of the UTF-8 bytes of the canonical text
 * of {@code {"action": ..., "agent_id": ..., "context": {...}}}. Whoever executes an action computes it from what is about
 * to be done, and compares it with the approval's {@code action_hash}. An agent that acts on behalf of a person has the
 * further member {@code "on_behalf_of": "..."}, as the agent wrote it; without a person there is no such member. Pure.
 *
 * <p>The text is that of RFC 8785 (no white space, members sorted by their names' UTF-16 code units, strings with the
 * escapes {@code \" \\ \b \f \n \r \t} and <code>&#92;u00xx</code> for other control characters, nothing else escaped) but
 * for numbers, which keep every digit: the significant digits without zeros at either end, after a minus sign if the
 * number is negative, then {@code e} and the power of ten that they are multiplied with. {@code 500}, {@code 500.00} and
 * {@code 5e2} are all {@code 5e2}, {@code -0.25} is {@code -25e-2}, zero is {@code 0}. (A number whose exponent has more
 * than a thousand digits stays as it was written.)
 *
 * <p>The action is in its canonical form, as {@link Action} defines it: every spelling of an action has the same hash. An
 * action of lower-case ASCII letters, digits and punctuation is its own canonical form.
 *
 * <p>{@code {"action":"stripe.refund","agent_id":"a1","context":{"amount":5e2,"customer":"cus_1"}}} is the text, and
 * {@code 9134db7ce9edc77bcd42260ed0dfa31998aef1677853edc524ddb4e18309a620} the hash, of a refund of 500 by the agent
 * {@code a1}.
 */
public final class ActionHash {

    private ActionHash() {}

    public static String of(String agentId, String action, JsonObject context, Optional<String> onBehalfOf) {
        JsonBuilder whole = JsonBuilder.of()
                .text("action", Action.of(action).canonical())
                .text("agent_id", agentId)
                .value("context", context);
        onBehalfOf.ifPresent(person -> whole.text("on_behalf_of", person));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(JsonCodec.canonical(whole.build()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
