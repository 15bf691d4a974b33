package org.agentwarden.organizations;

import java.util.Optional;

/**
 * Somebody has signed in or out, or has tried to. Raised within a transaction only when somebody signs out.
 *
 * @param organizationId that of the account; empty when no account has the e-mail address
 * @param userId the account; empty when no account has the e-mail address
 * @param clientAddress from where, as the server saw it
 */
public record SignInJudged(
        SignInOutcome outcome,
        Optional<String> organizationId,
        Optional<String> userId,
        Optional<String> clientAddress) {}
