package org.agentwarden.organizations;

/** What became of an attempt to sign in, or of a session. */
public enum SignInOutcome {
    SIGNED_IN("signed_in"),
    /** The password of an account was wrong. */
    FAILED("sign_in_failed"),
    /** No account has the e-mail address. */
    UNKNOWN_ADDRESS("unknown_address"),
    /** Refused, because of too many wrong passwords before. */
    LOCKED_OUT("sign_in_locked_out"),
    SIGNED_OUT("signed_out");

    private final String wireName;

    SignInOutcome(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether the person has proved to be the owner of the account. */
    public boolean isProved() {
        return this == SIGNED_IN || this == SIGNED_OUT;
    }
}
