package org.agentwarden.security;

import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.settings.PasswordRule;

/** A password that its owner may use from now on. {@link Passwords} hashes no other for storing. */
public final class NewPassword {

    private final String text;

    private NewPassword(String text) {
        this.text = text;
    }

    /**
     * Accepts a password that {@link PasswordRule} has no objection to.
     *
     * @param field the request's member that holds it
     * @param email of its owner
     * @param organization the name of its owner's organization
     * @throws InvalidInput that names the field and says what is wrong
     */
    public static NewPassword of(String field, String text, String email, String organization) {
        PasswordRule.objection(text, email, organization).ifPresent(objection -> {
            throw new InvalidInput(field, "must be " + objection);
        });
        return new NewPassword(text);
    }

    String text() {
        return text;
    }
}
