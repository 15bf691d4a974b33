package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import org.agentwarden.security.AccessTokens;
import org.agentwarden.security.Caller;

/**
 * Begins and ends sessions, and raises an event for each: nothing else issues access tokens, so no session is missing in
 * the log. Within a transaction, the log's row belongs to it.
 */
@ApplicationScoped
public class SignIns {

    @Inject
    private AccessTokens tokens;

    @Inject
    private Event<SignInJudged> judged;

    @Inject
    private Caller caller;

    /** A person who is signed in, and the token that proves it. */
    public record SignedIn(User user, String accessToken) {}

    /** Issues a token to somebody who has proved who it is, after the row of the log is written. */
    SignedIn begin(User user, SignInMethod method) {
        raise(SignInOutcome.SIGNED_IN, Optional.of(method), Optional.of(user));
        return new SignedIn(
                user,
                tokens.issue(
                        user.id(),
                        user.tokenGeneration(),
                        user.email(),
                        user.role().wireName(),
                        user.organizationId()));
    }

    /** A session of the external issuer, which issues the tokens itself. */
    void beginExternal(User user) {
        raise(SignInOutcome.SIGNED_IN, Optional.of(SignInMethod.OPENID_CONNECT), Optional.of(user));
    }

    void end(User user) {
        raise(SignInOutcome.SIGNED_OUT, Optional.empty(), Optional.of(user));
    }

    /** @param claimed the account whose address was used; empty when no account has it */
    void refuse(SignInOutcome outcome, Optional<User> claimed) {
        raise(outcome, Optional.empty(), claimed);
    }

    private void raise(SignInOutcome outcome, Optional<SignInMethod> method, Optional<User> user) {
        judged.fire(new SignInJudged(
                outcome, method, user.map(User::organizationId), user.map(User::id), caller.clientAddress()));
    }
}
