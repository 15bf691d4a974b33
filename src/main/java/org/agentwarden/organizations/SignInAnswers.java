package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agentwarden.platform.http.ApiException;

/**
 * Answers attempts to sign in. While wrong passwords for the address come from many networks, answers to right and wrong
 * ones alike are held back for some seconds, without a thread.
 */
@ApplicationScoped
public class SignInAnswers {

    @Inject
    private LoginThrottle guard;

    void answer(AsyncResponse response, SignInAttempt attempt, Supplier<Object> work) {
        Object outcome = outcome(work);
        Duration delay = guard.delay(attempt);
        if (delay.isZero()) {
            resume(response, outcome);
        } else {
            response.setTimeoutHandler(late -> resume(late, outcome));
            boolean unused = response.setTimeout(delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Object outcome(Supplier<Object> work) {
        try {
            return work.get();
        } catch (ApiException refusal) {
            return refusal;
        }
    }

    private static void resume(AsyncResponse response, Object outcome) {
        boolean unused = outcome instanceof Throwable failure ? response.resume(failure) : response.resume(outcome);
    }
}
