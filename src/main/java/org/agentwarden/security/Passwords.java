package org.agentwarden.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;
import java.util.Optional;

/** Stores passwords as PBKDF2-HMAC-SHA512 with 210,000 rounds, the number of OWASP's password storage cheat sheet. */
@ApplicationScoped
public class Passwords {

    private static final Map<String, String> STRENGTH = Map.of(
            "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
            "Pbkdf2PasswordHash.Iterations", "210000",
            "Pbkdf2PasswordHash.SaltSizeBytes", "32",
            "Pbkdf2PasswordHash.KeySizeBytes", "32");

    @Inject
    private Pbkdf2PasswordHash pbkdf2;

    private String decoy = "";

    @PostConstruct
    void strengthen() {
        pbkdf2.initialize(STRENGTH);
        decoy = pbkdf2.generate(ApiKeySecret.generate().toCharArray());
    }

    public String hash(NewPassword password) {
        return pbkdf2.generate(password.text().toCharArray());
    }

    /** Takes equally long when there is no such user, so that the time does not tell. */
    public boolean matches(String password, Optional<String> hash) {
        boolean matches = pbkdf2.verify(password.toCharArray(), hash.orElse(decoy));
        return matches && hash.isPresent();
    }
}
