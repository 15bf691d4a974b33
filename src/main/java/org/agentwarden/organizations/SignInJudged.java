package org.agentwarden.organizations;

import java.util.Optional;

/**
 * Somebody has signed in or out, or has tried to. Raised within the transaction that begins or ends the session, if there
 * is one.
 *
 * @param method how the person proved who it is; only of {@link SignInOutcome#SIGNED_IN}
 * @param organizationId that of the account; empty when no account has the e-mail address
 * @param userId the account; empty when no account has the e-mail address
 * @param clientAddress from where, as the server saw it
 */
public record SignInJudged(
        SignInOutcome outcome,
        Optional<SignInMethod> method,
        Optional<String> organizationId,
        Optional<String> userId,
        Optional<String> clientAddress) {}
