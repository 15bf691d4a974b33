package org.agentwarden.organizations;

/**
 * An attempt to prove by a password who somebody is.
 *
 * @param email in its canonical form; perhaps nobody's
 * @param network where the attempt comes from, as {@link org.agentwarden.limits.ClientNetwork} names it
 */
public record SignInAttempt(String email, String network) {

    String networkId() {
        return LoginFailures.idOf(email, network);
    }

    String addressId() {
        return LoginFailures.idOf(email);
    }
}
