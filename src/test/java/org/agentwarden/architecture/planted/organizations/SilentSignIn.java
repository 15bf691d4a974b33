package org.agentwarden.architecture.planted.organizations;

import org.agentwarden.security.AccessTokens;

/** A way to sign in that the log does not know of. */
public record SilentSignIn(AccessTokens tokens) {

    String impersonate(String userId) {
        return tokens.issue(userId, 0, "ada@company.example", "admin", "organization");
    }
}
