package org.agentwarden.audit.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public half of the key that signs seals, Ed25519. */
public final class VerificationKey {

    private static final String ALGORITHM = "Ed25519";

    private final PublicKey key;

    private VerificationKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException when it is no such key
     */
    public static VerificationKey parse(String text) {
        try {
            byte[] encoded = Base64.getDecoder().decode(text);
            return new VerificationKey(
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is no public key of " + ALGORITHM, e);
        }
    }

    /**
     * Whether the text was signed with the private half.
     *
     * @param signed in base64
     */
    public boolean verifies(String text, String signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** In base64 of its X.509 form. */
    public String text() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}
