package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.agentwarden.audit.sealing.VerificationKey;
import org.agentwarden.security.KeyDirectory;

/** The key that signs seals, Ed25519; it is not in the database, so whoever can change that can't make new seals. */
@ApplicationScoped
public class SealKey {

    private static final String ALGORITHM = "Ed25519";
    private static final String SEPARATOR = ".";
    private static final Pattern SEPARATORS = Pattern.compile(Pattern.quote(SEPARATOR));

    private final PrivateKey privateKey;
    private final VerificationKey verificationKey;

    @Inject
    public SealKey(KeyDirectory keys) {
        List<String> halves = List.of(SEPARATORS.split(keys.readOrCreate("log-seal.key", SealKey::generate), 2));
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            this.privateKey = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves.get(0))));
            this.verificationKey = VerificationKey.parse(halves.get(1));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The key file log-seal.key can't be used", e);
        }
    }

    /** For the proxy of the container. */
    @SuppressWarnings("NullAway")
    SealKey() {
        this.privateKey = null;
        this.verificationKey = null;
    }

    private static String generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded())
                    + SEPARATOR
                    + base64.encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In base64. */
    String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Can't sign a seal", e);
        }
    }

    /** For whoever checks a seal, here or elsewhere. */
    VerificationKey verificationKey() {
        return verificationKey;
    }
}
