package org.agentwarden.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.agentwarden.platform.http.Busy;
import org.agentwarden.settings.Settings;

/** Stores passwords as PBKDF2-HMAC-SHA512. A hash names its iterations, so it stays valid when their number changes. */
@ApplicationScoped
public class Passwords {

    private static final int PATIENCE_SECONDS = 10;

    /** Each of them holds a thread and one of the 48 places. */
    private static final int MOST_WAITING = 16;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int KEY_BYTES = 32;

    /** A hash keeps a processor busy for a tenth of a second, and others want to be served too. */
    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    @Inject
    private Pbkdf2PasswordHash pbkdf2;

    @Inject
    private Settings settings;

    private String decoy = "";

    @PostConstruct
    void strengthen() {
        pbkdf2.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm",
                ALGORITHM,
                "Pbkdf2PasswordHash.Iterations",
                Integer.toString(settings.passwordIterations()),
                "Pbkdf2PasswordHash.SaltSizeBytes",
                "32",
                "Pbkdf2PasswordHash.KeySizeBytes",
                Integer.toString(KEY_BYTES)));
        decoy = pbkdf2.generate(ApiKeySecret.generate().toCharArray());
    }

    public String hash(NewPassword password) {
        return exclusively(() -> pbkdf2.generate(password.text().toCharArray()));
    }

    /**
     * The hash of a password with a salt that is made of the e-mail address. Equal passwords of one address have equal
     * hashes, so an account can be looked up by it, at the cost of one hash however many accounts there are, until the number of
     * iterations changes. {@link #matches} knows it like any other.
     */
    public String lookupHash(String email, String password) {
        return exclusively(() -> saltedByAddress(email, password));
    }

    private String saltedByAddress(String email, String password) {
        try {
            byte[] salt = MessageDigest.getInstance("SHA-256")
                    .digest(("agentwarden address " + email).getBytes(StandardCharsets.UTF_8));
            int iterations = settings.passwordIterations();
            byte[] key = SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BYTES * Byte.SIZE))
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return ALGORITHM + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256 and " + ALGORITHM, e);
        }
    }

    /** {@link #lookupHash(String, String)} for storing. */
    public String lookupHash(String email, NewPassword password) {
        return lookupHash(email, password.text());
    }

    /**
     * Takes equally long when there is no such user, so that the time does not tell; not for a hash that is older than a change of
     * the number of iterations.
     */
    public boolean matches(String password, Optional<String> hash) {
        boolean matches = exclusively(() -> pbkdf2.verify(password.toCharArray(), hash.orElse(decoy)));
        return matches && hash.isPresent();
    }

    /** @throws Busy when there is no turn within ten seconds, or 16 others wait already */
    private <T> T exclusively(Supplier<T> work) {
        boolean turn = false;
        try {
            turn = turns.getQueueLength() < MOST_WAITING && turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!turn) {
            throw new Busy("Service unavailable");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
